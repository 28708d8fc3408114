insert into "HR"."table 3" values (1, 1), (2, 3)
