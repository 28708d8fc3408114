insert into "HR".t (a) values ('x'), ('y'); insert into "HR".c values (1, 'x')
