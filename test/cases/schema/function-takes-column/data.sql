insert into "App".doc values (1, 1), (2, null)
