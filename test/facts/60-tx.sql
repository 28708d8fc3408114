-- # X1 what may run in a transaction block
-- @autocommit
create role r;
create table t(a int); create type e as enum('a');
begin;
create database other;
--> error 25001: CREATE DATABASE cannot run inside a transaction block
rollback;
begin;
alter system set work_mem='5MB';
--> error 25001: ALTER SYSTEM cannot run inside a transaction block
rollback;
begin;
create index concurrently i on t(a);
--> error 25001: CREATE INDEX CONCURRENTLY cannot run inside a transaction block
rollback;
begin;
vacuum t;
--> error 25001: VACUUM cannot run inside a transaction block
rollback;
begin;
alter database facts set tablespace pg_default;
--> error 25001: ALTER DATABASE SET TABLESPACE cannot run inside a transaction block
rollback;
begin;
drop database postgres;
--> error 25001: DROP DATABASE cannot run inside a transaction block
rollback;
begin;
create tablespace ts location '/nowhere/nope';
--> error 25001: CREATE TABLESPACE cannot run inside a transaction block
rollback;
begin;
alter type e add value 'b';
select 'b'::e;
--> error 55P04: unsafe use of new value "b" of enum type e
rollback;
begin;
alter type e add value 'c';
commit;
begin;
create type e2 as enum('x'); alter type e2 add value 'y';
select 'y'::e2;
--> [14-16] error 55P04: unsafe use of new value "y" of enum type e2
--> [17+] rows y
rollback;
begin;
reindex table concurrently t;
--> error 25001: REINDEX CONCURRENTLY cannot run inside a transaction block
rollback;
begin;
refresh materialized view concurrently nope;
--> error 42P01: relation "nope" does not exist
rollback;
begin;
alter table t detach partition nope concurrently;
--> error 25001: ALTER TABLE ... DETACH CONCURRENTLY cannot run inside a transaction block
rollback;
-- and these do run in one
begin;
create role q login password 'x'; alter role q in database facts set work_mem='1MB'; alter database facts set work_mem='2MB'; alter database facts owner to q; grant create on tablespace pg_default to q; comment on role q is 'x'; comment on database facts is 'd'; create extension citext; alter role q rename to qq; alter database facts connection limit 5; drop owned by qq; 
rollback;
select count(*) from pg_roles where rolname in('q','qq');
--> rows 0
-- # X2 parameters in a transaction
-- @from 15
create role r; grant alter system on parameter work_mem to r;
select paracl from pg_parameter_acl;
--> rows {boot=sA/boot,r=A/boot}
-- # X3 xmin of rows that this transaction wrote
create role r; create schema s; create table s.t(a int); create table s.u(a int);
-- @session main
savepoint sp;
select count(*) from pg_class where relname in ('t','u') and xmin = pg_current_xact_id()::xid;
--> rows 0
select count(*) from pg_class where relname in ('t','u') and xmin::text::bigint >= pg_current_xact_id()::text::bigint % (2::bigint^32)::bigint;
--> rows 2
grant select on s.t to r; 
select relname from pg_class where relnamespace='s'::regnamespace and xmin::text::bigint >= pg_current_xact_id()::text::bigint order by 1;
--> rows t / u
-- # X4 xmin without savepoints
-- @autocommit
create role r; create role o; create schema s; create table s.t(a int, b int); create table s.u(a int, b int); create table s.w(a int); grant select on s.w to r;
begin;
grant select on s.t to r;
grant select(b) on s.u to r;
grant usage on schema s to r;
alter default privileges in schema s grant select on tables to r;
grant r to o;
alter table s.w owner to o;
create role nn;
do $$ begin create role q; exception when duplicate_object then null; end $$;
do $$ begin create role r; exception when duplicate_object then null; end $$;
select 'class', relname from pg_class where xmin = pg_current_xact_id()::xid union all select 'att', attname from pg_attribute where xmin = pg_current_xact_id()::xid union all select 'nsp', nspname from pg_namespace where xmin = pg_current_xact_id()::xid union all select 'def', defaclobjtype::text from pg_default_acl where xmin = pg_current_xact_id()::xid union all select 'mem', member::regrole::text from pg_auth_members where xmin = pg_current_xact_id()::xid;
--> rows class|t / class|w / att|b / nsp|s / def|r / mem|o
select rolname from pg_authid where xmin = pg_current_xact_id()::xid;
--> rows nn
select rolname from pg_authid where age(xmin) <= age(pg_current_xact_id()::xid) order by 1;
--> rows nn / q
-- revoked rows leave no trace in xmin where the row goes
revoke r from o; alter default privileges in schema s revoke select on tables from r;
select count(*) from pg_default_acl union all select count(*) from pg_auth_members where roleid='r'::regrole;
--> rows 0 / 0
-- a no-op REVOKE writes a new row version all the same?
revoke insert on s.u from r;
select relname from pg_class where xmin = pg_current_xact_id()::xid order by 1;
--> rows t / u / w
commit;
-- # X5 pg_class is also touched by DDL, indexes, analyze, toast
-- @autocommit
create table t(a int primary key, b text); create table f(a int); insert into t select 1,'x';
begin;
create index i on t(b);
alter table f add foreign key (a) references t(a);
select relname from pg_class where xmin = pg_current_xact_id()::xid order by 1;
--> rows f / i / t
rollback;
begin;
truncate t, f;
select relname from pg_class where xmin = pg_current_xact_id()::xid and relname !~ '^pg_toast' order by 1;
--> rows f / t / t_pkey
rollback;
-- # X6 one statement on a dropped / missing object in the middle aborts the lot (25P02)
-- @autocommit
begin;
select nope;
--> error 42703: column "nope" does not exist
select 1;
--> error 25P02: current transaction is aborted, commands ignored until end of transaction block
rollback;
-- # X7 SET ROLE in a transaction is undone by ROLLBACK and kept by COMMIT unless LOCAL
-- @autocommit
create role r;
begin;
set role r;
rollback;
select current_user;
--> rows boot
begin;
set local role r;
commit;
select current_user;
--> rows boot
begin;
set role r;
commit;
select current_user;
--> rows r
