insert into "HR".raised (a) values (1), (2); insert into "HR".lowered (a) values (1), (2); insert into "HR".wider (a) values (1), (2)
