insert into "App".org values (1, 'one'); insert into "App".member values (1, 'me'); insert into "App".doc values (1, 1)
