insert into auth.users values (1); insert into "HR".t values (1)
