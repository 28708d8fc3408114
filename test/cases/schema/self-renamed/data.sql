insert into "HR".tree values (1, 1), (2, 1)
