insert into "HR".t values (1)
