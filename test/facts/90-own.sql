-- # O7 access without an ACL entry: the owner, his members, a superuser
create role own; create role mem; create role su superuser; create role r; grant own to mem; create table t(a int); alter table t owner to own;
select relacl, has_table_privilege('own', oid, 'select'), has_table_privilege('mem', oid, 'select'), has_table_privilege('su', oid, 'select'), has_table_privilege('r', oid, 'select') from pg_class where relname = 't';
--> rows NULL|t|t|t|f
revoke all on t from own;
select relacl, has_table_privilege('own', oid, 'select'), has_table_privilege('mem', oid, 'select'), has_table_privilege('su', oid, 'select') from pg_class where relname = 't';
--> rows {}|f|f|t
-- # O21 GRANT beside a concurrent ALTER, DROP or GRANT
-- @autocommit
create role r; create table t(a int); create table gone(a int); create schema s; create function f() returns int language sql as 'select 1';
create database other;
-- @session a
begin;
alter table t add column b int;
-- @session b
-- @waits
grant select on t to r;
--> [14-17] error XX000: tuple concurrently updated
-- @session a
commit;
begin;
drop table gone;
-- @session b
-- @waits
grant select on gone to r;
--> [14-17] error XX000: tuple concurrently deleted
--> [18] error 42P01: relation "gone" does not exist
-- @session a
commit;
begin;
grant usage on schema s to r;
-- @session b
-- @waits
grant create on schema s to r;
--> error XX000: tuple concurrently updated
-- @session a
commit;
begin;
grant execute on function f() to r;
-- @session b
-- @waits
revoke execute on function f() from public;
--> error XX000: tuple concurrently updated
-- @session a
commit;
begin;
grant create on database facts to r;
-- @session o boot other
-- @waits
grant temporary on database facts to r;
--> error XX000: tuple concurrently updated
-- @session a
commit;
-- the same again goes through
-- @session b
grant create on schema s to r;
-- # O27 what a materialized view loses when it is made anew
create role o; create role r; create materialized view mv as select 1 a; create index i on mv(a); alter materialized view mv owner to o; grant select on mv to r; grant select(a) on mv to r; comment on materialized view mv is 'c'; comment on column mv.a is 'c';
drop materialized view mv; create materialized view mv as select 1 a with no data;
select relowner::regrole, relacl, obj_description(oid), relispopulated, (select count(*) from pg_index where indrelid = c.oid), (select count(*) from pg_attribute where attrelid = c.oid and attacl is not null) from pg_class c where relname = 'mv';
--> rows boot|NULL|NULL|f|0|0
-- # O39 a password in a statement is for others to read: in pg_stat_activity; a verifier is not the password
-- @autocommit
-- @session a
create role r password 'in clear';
-- @session main
select count(*) from pg_stat_activity where query like '%in clear%' and pid <> pg_backend_pid();
--> rows 1
select rolpassword like 'SCRAM-SHA-256$%' and rolpassword not like '%clear%' from pg_authid where rolname = 'r';
--> rows t
-- # O41 plain REVOKE of a member of the owner picks its grantor, and is silent when that one granted nothing
create role own; create role dep; create role r; grant own to dep; create schema s authorization own; create table s.t(a int); alter table s.t owner to own;
grant select on s.t to dep with grant option;
grant select on s.t to r;
set role dep;
revoke select on s.t from r;
select has_table_privilege('r', 's.t', 'select');
--> rows t
set role own;
revoke select on s.t from r;
select has_table_privilege('r', 's.t', 'select');
--> rows f
-- # O59 an advisory lock holds in its database, a role in the whole cluster
-- @autocommit
create database other;
create role r;
select pg_try_advisory_lock(1);
--> rows t
-- @session b
select pg_try_advisory_lock(1);
--> rows f
-- @session o boot other
select pg_try_advisory_lock(1);
--> rows t
select count(*) from pg_roles where rolname = 'r';
--> rows 1
-- # O60 names in the text of ACLs, regclass, view definitions and has_* are the newest, whatever the snapshot
-- @autocommit
create role r; create table t(a int); create view v as select a from t; grant select on t to r;
-- @session a
begin isolation level repeatable read;
select relname from pg_class where relname in ('t', 't2');
--> rows t
-- @session main
alter role r rename to r2; alter table t rename to t2;
-- @session a
select relname, oid::regclass, relacl::text ~ 'r2=r/boot', relacl::text ~ '[^2]r=r/boot' from pg_class where relname = 't';
--> rows t|t2|t|f
select rolname from pg_class, aclexplode(relacl) x join pg_roles on pg_roles.oid = grantee where relname = 't' and rolname <> 'boot';
--> rows r
select pg_get_viewdef(oid) like '%t2%' from pg_class where relname = 'v';
--> rows t
select has_table_privilege('r2', oid, 'select') from pg_class where relname = 't';
--> rows t
select has_table_privilege('r', oid, 'select') from pg_class where relname = 't';
--> error 42704: role "r" does not exist
rollback;
-- # O61 an ACL's text is not always an ACL again
create role r; create table t(a int); grant select on t to r;
delete from pg_authid where rolname = 'r';
select count(*) from pg_class, aclexplode(relacl) where relname = 't' and grantee not in (select oid from pg_roles);
--> rows 1
select '{99999=r/boot}'::aclitem[];
--> error 42704: role "99999" does not exist
