set app.tenant = '7'; insert into "App".doc (id) values (1), (2)
