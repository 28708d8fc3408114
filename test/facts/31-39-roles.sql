-- # 31 roles shared; CREATE ROLE in two sessions; DROP ROLE needed elsewhere
-- @autocommit
create role r;
create database other;
create table t(a int); 
-- @session o boot other
create table t(a int); grant select on t to r;
alter default privileges grant select on tables to r;
create schema owned_by_r authorization r;
-- @session main
grant select on t to r;
create role r;
--> error 42710: role "r" already exists
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (privileges for table t; 3 objects in database other)
drop owned by r;
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (3 objects in database other)
-- @session o
drop owned by r;
-- @session main
drop role r;
-- # 31b what a non-superuser sees of the other database's dependencies
-- @autocommit
create role r;
create database other;
create role dep login createrole;
-- @session o boot other
create table t(a int); grant select on t to r;
-- @session main
set role dep;
select datname, classid::regclass, deptype, count(*) from pg_shdepend d left join pg_database b on b.oid=dbid where refclassid='pg_authid'::regclass and refobjid='r'::regrole group by 1,2,3 order by 1;
--> rows other|pg_class|a|1
-- # 31c CREATE ROLE idempotent in DO; race
-- @autocommit
create role r;
do $$ begin create role r; exception when duplicate_object then raise notice 'there already'; end $$;
--> notice 00000: there already
do $$ begin if not exists (select from pg_roles where rolname='r') then create role r; end if; end $$;
-- # 31d CREATE ROLE waits for another session's uncommitted one, then fails with unique_violation, not duplicate_object
-- @autocommit
-- @session a
begin;
create role r;
-- @session b
-- @waits
create role r;
--> error 23505: duplicate key value violates unique constraint "pg_authid_rolname_index" (Key (rolname)=(r) already exists.)
-- @session a
commit;
-- @session b
create role r;
--> error 42710: role "r" already exists
-- # 32 CREATEROLE without superuser
create role dep login createrole createdb; grant create on database facts to dep;
set session authorization dep;
create role r;
select roleid::regrole, member::regrole, grantor::regrole, admin_option from pg_auth_members where member='dep'::regrole;
--> [14-15] rows 
--> [16+] rows r|dep|boot|t
create schema s;
alter schema s owner to r;
--> [14-15] error 42501: must be member of role "r"
--> [16+] error 42501: must be able to SET ROLE "r"
create schema s2 authorization r;
--> [14-15] error 42501: must be member of role "r"
--> [16+] error 42501: must be able to SET ROLE "r"
alter default privileges for role r grant select on tables to dep;
--> [14-15] error 42501: must be member of role "r"
--> [16+] error 42501: permission denied to change default privileges
set role r;
--> error 42501: permission denied to set role "r"
grant r to dep;
-- # 32b the same on 16+
-- @from 16
create role dep login createrole createdb; grant create on database facts to dep;
set session authorization dep;
create role r;
select roleid::regrole, member::regrole, grantor::regrole, admin_option, inherit_option, set_option from pg_auth_members where member='dep'::regrole;
--> rows r|dep|boot|t|f|f
grant r to dep with set true, inherit false;
select roleid::regrole, member::regrole, grantor::regrole, admin_option, inherit_option, set_option from pg_auth_members where member='dep'::regrole order by grantor::regrole::text;
--> rows r|dep|boot|t|f|f / r|dep|dep|f|f|t
create schema s;
alter schema s owner to r;
grant create on database facts to r;
--> warning 01007: no privileges were granted for "facts"
create table t1(a int);
--> error 42501: permission denied for schema public
alter default privileges for role r grant select on tables to dep;
--> error 42501: permission denied to change default privileges
grant r to dep with inherit true;
alter default privileges for role r grant select on tables to dep;
select roleid::regrole, member::regrole, grantor::regrole, admin_option, inherit_option, set_option from pg_auth_members where member='dep'::regrole order by grantor::regrole::text;
--> rows r|dep|boot|t|f|f / r|dep|dep|f|t|t
-- plain "grant r to dep" after only the implicit one
create role r2;
grant r2 to dep;
select grantor::regrole, admin_option, inherit_option, set_option from pg_auth_members where member='dep'::regrole and roleid='r2'::regrole order by grantor::regrole::text;
--> rows boot|t|f|f / dep|f|t|t
-- can dep revoke the implicit one?
revoke r2 from dep granted by boot;
--> error 42501: permission denied to revoke privileges granted by role "boot" (Only roles with privileges of role "boot" may revoke privileges granted by this role.)
revoke admin option for r2 from dep;
revoke r2 from dep;
select grantor::regrole, admin_option, inherit_option, set_option from pg_auth_members where member='dep'::regrole and roleid='r2'::regrole order by grantor::regrole::text;
--> rows boot|t|f|f
drop role r2;
-- # 32c createrole_self_grant
-- @from 16
create role dep login createrole; 
set session authorization dep;
set createrole_self_grant='set, inherit';
create role r;
select grantor::regrole, admin_option, inherit_option, set_option from pg_auth_members where member='dep'::regrole order by grantor::regrole::text;
--> rows boot|t|f|f / dep|f|t|t
-- # 32d owner change as non-superuser: needs SET on the new owner and CREATE for the new owner on the schema
-- @from 16
create role dep login createrole; create schema app authorization dep;
set session authorization dep;
create role r;
create table app.t(a int);
alter table app.t owner to r;
--> error 42501: must be able to SET ROLE "r"
grant r to dep with set true, inherit false;
alter table app.t owner to r;
--> error 42501: permission denied for schema app
grant create, usage on schema app to r;
alter table app.t owner to r;
select relowner::regrole from pg_class where relname='t';
--> rows r
-- now dep is no owner (inherit false): cannot grant without SET ROLE
grant select on app.t to dep;
--> error 42501: permission denied for table t
set role r;
grant select on app.t to dep;
reset role;
alter table app.t owner to dep;
--> error 42501: must be owner of table t
-- back to itself: dep must own the table (privileges of r) and be able to set role to dep
grant r to dep with inherit true;
alter table app.t owner to dep;
select relowner::regrole, relacl from pg_class where relname='t';
--> [16] rows dep|{dep=arwdDxt/dep}
--> [17+] rows dep|{dep=arwdDxtm/dep}
-- # 32e owner change on 14-15
-- @to 15
create role dep login createrole; create schema app authorization dep;
set session authorization dep;
create role r;
create table app.t(a int);
alter table app.t owner to r;
--> error 42501: must be member of role "r"
grant r to dep;
alter table app.t owner to r;
--> error 42501: permission denied for schema app
grant create, usage on schema app to r;
alter table app.t owner to r;
select relowner::regrole from pg_class where relname='t';
--> rows r
-- # 33 attributes a CREATEROLE role may not mention
create role dep login createrole; create role dep2 login createrole createdb replication bypassrls;
set session authorization dep;
create role r;
alter role r nosuperuser;
--> [14-15] error 42501: must be superuser to alter superuser roles or change superuser attribute
--> [16+] error 42501: permission denied to alter role (Only roles with the SUPERUSER attribute may change the SUPERUSER attribute.)
alter role r noreplication;
--> [14-15] error 42501: must be superuser to alter replication roles or change replication attribute
--> [16+] error 42501: permission denied to alter role (Only roles with the REPLICATION attribute may change the REPLICATION attribute.)
alter role r nobypassrls;
--> [14-15] error 42501: must be superuser to change bypassrls attribute
--> [16+] error 42501: permission denied to alter role (Only roles with the BYPASSRLS attribute may change the BYPASSRLS attribute.)
alter role r nocreatedb;
--> [14-15] ok
--> [16+] error 42501: permission denied to alter role (Only roles with the CREATEDB attribute may change the CREATEDB attribute.)
alter role r createdb;
--> [14-15] ok
--> [16+] error 42501: permission denied to alter role (Only roles with the CREATEDB attribute may change the CREATEDB attribute.)
alter role r createrole;
alter role r login;
alter role r noinherit;
alter role r connection limit 3;
alter role r valid until 'infinity';
alter role r password 'x';
alter role r set work_mem='1MB';
alter role r in database facts set work_mem='1MB';
alter role r set log_statement='all';
--> error 42501: permission denied to set parameter "log_statement"
alter role r set session_replication_role='replica';
--> error 42501: permission denied to set parameter "session_replication_role"
comment on role r is 'c';
alter role r rename to rr;
create role r1 nosuperuser nobypassrls noreplication nocreatedb;
create role r2 superuser;
--> [14-15] error 42501: must be superuser to create superusers
--> [16+] error 42501: permission denied to create role (Only roles with the SUPERUSER attribute may create roles with the SUPERUSER attribute.)
create role r3 replication;
--> [14-15] error 42501: must be superuser to create replication users
--> [16+] error 42501: permission denied to create role (Only roles with the REPLICATION attribute may create roles with the REPLICATION attribute.)
create role r4 bypassrls;
--> [14-15] error 42501: must be superuser to create bypassrls users
--> [16+] error 42501: permission denied to create role (Only roles with the BYPASSRLS attribute may create roles with the BYPASSRLS attribute.)
create role r5 createdb;
--> [14-15] ok
--> [16+] error 42501: permission denied to create role (Only roles with the CREATEDB attribute may create roles with the CREATEDB attribute.)
create role r6 createrole;
-- as one that holds them
set session authorization dep2;
create role q createdb replication bypassrls createrole;
--> [14-15] error 42501: must be superuser to create replication users
--> [16+] ok
alter role q nocreatedb noreplication nobypassrls;
--> [14-15] error 42704: role "q" does not exist
--> [16+] ok
alter role q nosuperuser;
--> [14-15] error 42704: role "q" does not exist
--> [16+] error 42501: permission denied to alter role (Only roles with the SUPERUSER attribute may change the SUPERUSER attribute.)
alter role rr login;
--> [14-15] ok
--> [16+] error 42501: permission denied to alter role (Only roles with the CREATEROLE attribute and the ADMIN option on role "rr" may alter this role.)
drop role rr;
--> [14-15] ok
--> [16+] error 42501: permission denied to drop role (Only roles with the CREATEROLE attribute and the ADMIN option on role "rr" may drop this role.)
grant rr to q;
--> [14-15] error 42704: role "q" does not exist
--> [16+] error 42501: permission denied to grant role "rr" (Only roles with the ADMIN option on role "rr" may grant this role.)
comment on role rr is 'd';
--> [14-15] error 42704: role "rr" does not exist
--> [16+] error 42501: permission denied (The current user must have the ADMIN option on role "rr".)
alter role rr set work_mem='2MB';
--> [14-15] error 42704: role "rr" does not exist
--> [16+] error 42501: permission denied to alter role (Only roles with the CREATEROLE attribute and the ADMIN option on role "rr" may alter this role.)
-- # 33b superuser roles are out of reach; itself
create role dep login createrole; create role su superuser; create role plain;
set session authorization dep;
alter role su login;
--> [14-15] error 42501: must be superuser to alter superuser roles or change superuser attribute
--> [16+] error 42501: permission denied to alter role (Only roles with the SUPERUSER attribute may alter roles with the SUPERUSER attribute.)
drop role su;
--> [14-15] error 42501: must be superuser to drop superusers
--> [16+] error 42501: permission denied to drop role (Only roles with the SUPERUSER attribute may drop roles with the SUPERUSER attribute.)
grant su to plain;
--> [14-15] error 42501: must be superuser to alter superusers
--> [16+] error 42501: permission denied to grant role "su" (Only roles with the SUPERUSER attribute may grant roles with the SUPERUSER attribute.)
alter role dep connection limit 4;
--> [14-15] ok
--> [16+] error 42501: permission denied to alter role (Only roles with the CREATEROLE attribute and the ADMIN option on role "dep" may alter this role.)
alter role dep set work_mem='3MB';
alter role dep password 'x';
alter role dep valid until 'infinity';
--> [14-15] ok
--> [16+] error 42501: permission denied to alter role (Only roles with the CREATEROLE attribute and the ADMIN option on role "dep" may alter this role.)
alter role plain login;
--> [14-15] ok
--> [16+] error 42501: permission denied to alter role (Only roles with the CREATEROLE attribute and the ADMIN option on role "plain" may alter this role.)
grant plain to dep;
--> [14-15] ok
--> [16+] error 42501: permission denied to grant role "plain" (Only roles with the ADMIN option on role "plain" may grant this role.)
drop role plain;
--> [14-15] ok
--> [16+] error 42501: permission denied to drop role (Only roles with the CREATEROLE attribute and the ADMIN option on role "plain" may drop this role.)
-- # 34 membership grantor in the key
create role a; create role b; create role g; create role adm1; create role adm2;
grant g to adm1 with admin option; grant g to adm2 with admin option;
set role adm1;
grant g to a;
reset role;
set role adm2;
grant g to a;
--> [14-15] notice 00000: role "a" is already a member of role "g"
--> [16+] ok
reset role;
select roleid::regrole, member::regrole, grantor::regrole, admin_option from pg_auth_members where member='a'::regrole order by grantor::regrole::text;
--> [14-15] rows g|a|adm1|f
--> [16+] rows g|a|adm1|f / g|a|adm2|f
grant g to a;
--> [14-15] notice 00000: role "a" is already a member of role "g"
--> [16+] ok
select roleid::regrole, member::regrole, grantor::regrole, admin_option from pg_auth_members where member='a'::regrole order by grantor::regrole::text;
--> [14-15] rows g|a|adm1|f
--> [16+] rows g|a|adm1|f / g|a|adm2|f / g|a|boot|f
revoke g from a;
select roleid::regrole, member::regrole, grantor::regrole, admin_option from pg_auth_members where member='a'::regrole order by grantor::regrole::text;
--> [14-15] rows 
--> [16+] rows g|a|adm1|f / g|a|adm2|f
revoke g from a granted by adm1;
--> [14-15] warning 01000: role "a" is not a member of role "g"
--> [16+] ok
revoke g from a granted by adm2;
--> [14-15] warning 01000: role "a" is not a member of role "g"
--> [16+] ok
select roleid::regrole, member::regrole, grantor::regrole, admin_option from pg_auth_members where member='a'::regrole order by grantor::regrole::text;
--> rows 
-- # 34b options
-- @from 16
create role a; create role n noinherit; create role g;
grant g to a; grant g to n;
select member::regrole, admin_option, inherit_option, set_option from pg_auth_members where roleid='g'::regrole order by 1;
--> rows a|f|t|t / n|f|f|t
alter role n inherit;
alter role a noinherit;
select member::regrole, admin_option, inherit_option, set_option from pg_auth_members where roleid='g'::regrole order by 1;
--> rows a|f|t|t / n|f|f|t
grant g to a with admin true;
grant g to a;
--> notice 00000: role "a" has already been granted membership in role "g" by role "boot"
select member::regrole, admin_option, inherit_option, set_option from pg_auth_members where roleid='g'::regrole order by 1;
--> rows a|t|t|t / n|f|f|t
grant g to a with set false;
revoke admin option for g from a;
revoke inherit option for g from a;
select member::regrole, admin_option, inherit_option, set_option from pg_auth_members where roleid='g'::regrole order by 1;
--> rows a|f|f|f / n|f|f|t
revoke set option for g from a;
grant g to a with admin true, inherit true, set true;
revoke admin option for g from a;
select member::regrole, admin_option, inherit_option, set_option from pg_auth_members where roleid='g'::regrole order by 1;
--> rows a|f|t|t / n|f|f|t
-- # 34c membership dependents: revoke admin that others used
create role a; create role b; create role g;
grant g to a with admin option;
set role a;
grant g to b;
reset role;
revoke g from a;
--> [14-15] ok
--> [16+] error 2BP01: dependent privileges exist
revoke admin option for g from a;
--> [14-15] warning 01000: role "a" is not a member of role "g"
--> [16+] error 2BP01: dependent privileges exist
select member::regrole, grantor::regrole, admin_option from pg_auth_members where roleid='g'::regrole order by 1;
--> [14-15] rows b|a|f
--> [16+] rows a|boot|t / b|a|f
-- # 34c16 with cascade
-- @from 16
create role a; create role b; create role g;
grant g to a with admin option;
set role a;
grant g to b;
reset role;
revoke g from a cascade;
select member::regrole, grantor::regrole, admin_option from pg_auth_members where roleid='g'::regrole order by 1;
--> rows 
-- # 34d GRANTED BY for memberships
create role a; create role b; create role g; create role adm; grant g to adm with admin option;
grant g to a granted by adm;
select member::regrole, grantor::regrole from pg_auth_members where roleid='g'::regrole order by 1;
--> rows a|adm / adm|boot
grant g to b granted by a;
--> [14-15] ok
--> [16+] error 42501: permission denied to grant privileges as role "a" (The grantor must have the ADMIN option on role "g".)
revoke g from a granted by adm;
select member::regrole, grantor::regrole from pg_auth_members where roleid='g'::regrole order by 1;
--> [14-15] rows b|a / adm|boot
--> [16+] rows adm|boot
drop role adm;
-- # 34e dropping a grantor of a membership
create role a;
create role g;
create role adm;
grant g to adm with admin option;
set role adm;
grant g to a;
reset role;
drop role adm;
--> [14-15] ok
--> [16+] error 2BP01: role "adm" cannot be dropped because some objects depend on it (privileges for membership of role a in role g)
select a.member::regrole, coalesce(r.rolname,'(no such role)') from pg_auth_members a left join pg_roles r on r.oid=a.grantor where roleid='g'::regrole and member='a'::regrole;
--> [14-15] rows a|(no such role)
--> [16+] rows a|adm
drop role g;
-- # 34f loops and self
create role a; create role b; grant a to b; grant b to a; grant a to a;
--> error 0LP01: role "b" is a member of role "a"
-- # 35 DROP ROLE blockers
create role r; create role x; create table t(a int); 
grant r to x; drop role r;
create role r; alter default privileges for role r grant select on tables to x; 
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (owner of default privileges on new relations belonging to role r)
reassign owned by r to x; 
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (owner of default privileges on new relations belonging to role r)
drop owned by r;
drop role r;
-- policies
create role r; create policy p on t to r; create policy p2 on t to r, x;
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (target of policy p on table t; target of policy p2 on table t)
drop owned by r;
select polname, polroles::regrole[] from pg_policy;
--> rows p2|{x}
drop role r;
-- # 35b grantee in default ACL of another; column; database-level settings do not block; comment goes
create role r; create role x; alter default privileges for role x grant select on tables to r; alter role r set work_mem='1MB'; alter role r in database facts set work_mem='2MB'; comment on role r is 'c';
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (privileges for default privileges on new relations belonging to role x)
drop owned by r;
select count(*) from pg_default_acl;
--> rows 0
drop role r;
select count(*) from pg_db_role_setting where setrole<>0;
--> rows 0
-- # 35c DROP OWNED BY and grants made by a delegate
create role own; create role del; create role r; create schema s authorization own; grant usage on schema s to del, r;
create table s.t(a int);
alter table s.t owner to own;
grant select on s.t to del with grant option;
set role del;
grant select on s.t to r;
reset role;
drop owned by r;
select relacl from pg_class where relname='t';
--> [14-16] rows {own=arwdDxt/own,del=r*/own,r=r/del}
--> [17+] rows {own=arwdDxtm/own,del=r*/own,r=r/del}
select nspacl from pg_namespace where nspname='s';
--> rows {own=UC/own,del=U/own}
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (privileges for table s.t)
drop owned by del;
select relacl from pg_class where relname='t';
--> [14-16] rows {own=arwdDxt/own}
--> [17+] rows {own=arwdDxtm/own}
drop role r; 
drop role del;
-- # 36 valid until, settings
create role a valid until 'infinity'; create role b; create role c valid until '2030-01-01 00:00+00'; 
select rolname, rolvaliduntil::text, rolvaliduntil is null from pg_roles where rolname in ('a','b','c') order by 1;
--> rows a|infinity|f / b|NULL|t / c|2030-01-01 00:00:00+00|f
alter role c valid until null;
--> error 42601: syntax error at or near "null"
alter role a set search_path = x, "Y"; alter role a in database facts set work_mem='8MB'; alter role all set statement_timeout='5s'; alter database facts set lock_timeout='4s';
alter role a set work_mem from current;
select setdatabase<>0, setrole<>0, setconfig from pg_db_role_setting order by 1,2;
--> rows f|f|{statement_timeout=5s} / f|t|{"search_path=x, \"Y\"",work_mem=4MB} / t|f|{lock_timeout=4s} / t|t|{work_mem=8MB}
alter role a reset search_path;
alter role a set nonsense.x = 'y';
alter role a set nonsense = 'y';
--> error 42704: unrecognized configuration parameter "nonsense"
-- # 36b VALID UNTIL cannot return to NULL
create role a valid until '2030-01-01 00:00+00';
alter role a valid until 'infinity';
select rolvaliduntil::text from pg_roles where rolname='a';
--> rows infinity
update pg_authid set rolvaliduntil = null where rolname='a';
-- # 37 rename
create role a; create table t(a int); grant select on t to a; alter default privileges grant select on tables to a;
set password_encryption='md5';
create role m password 'x'; 
--> [14-17] ok
--> [18] warning 01P01: setting an MD5-encrypted password (MD5 password support is deprecated and will be removed in a future release of PostgreSQL.)
alter role m rename to m2;
--> notice 00000: MD5 password cleared because of role rename
set password_encryption='scram-sha-256';
create role sc password 'x';
alter role sc rename to sc2;
select rolname, left(rolpassword,5) from pg_authid where rolname in ('m2','sc2') order by 1;
--> rows m2|NULL / sc2|SCRAM
alter role a rename to a2;
select relacl from pg_class where relname='t';
--> [14-16] rows {boot=arwdDxt/boot,a2=r/boot}
--> [17+] rows {boot=arwdDxtm/boot,a2=r/boot}
select defaclacl from pg_default_acl;
--> [14-16] rows {boot=arwdDxt/boot,a2=r/boot}
--> [17+] rows {boot=arwdDxtm/boot,a2=r/boot}
-- 
set role a2;
alter role a2 rename to a3;
--> error 0A000: current user cannot be renamed
-- # 38 pg_database_owner
select nspowner::regrole, nspacl from pg_namespace where nspname='public';
--> [14] rows boot|{boot=UC/boot,=UC/boot}
--> [15+] rows pg_database_owner|{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}
create role r;
grant pg_database_owner to r;
--> [14-17] error XX000: role "pg_database_owner" cannot have explicit members
--> [18] error 0A000: role "pg_database_owner" cannot have explicit members
set role r;
select count(*) from pg_authid;
--> error 42501: permission denied for table pg_authid
select count(*)>0 from pg_roles;
--> rows t
select rolpassword from pg_roles limit 1;
--> rows ********
create table public.x(a int);
--> [14] ok
--> [15+] error 42501: permission denied for schema public
-- # 38b database owner change and public
create role o;
alter database facts owner to o;
grant pg_database_owner to boot;
--> [14-17] error XX000: role "pg_database_owner" cannot have explicit members
--> [18] error 0A000: role "pg_database_owner" cannot have explicit members
set role o;
create table public.x(a int);
grant create on schema public to o;
--> [14] warning 01007: no privileges were granted for "public"
--> [15+] ok
select nspacl from pg_namespace where nspname='public';
--> [14] rows {boot=UC/boot,=UC/boot}
--> [15+] rows {pg_database_owner=UC/pg_database_owner,=U/pg_database_owner,o=C/pg_database_owner}
select member::regrole from pg_auth_members where roleid='pg_database_owner'::regrole;
--> rows 
-- # 39 SCRAM verifier accepted verbatim
create role r password 'SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=';
select left(rolpassword,20) from pg_authid where rolname='r';
--> rows SCRAM-SHA-256$4096:A
alter role r password null;
select rolpassword is null from pg_authid where rolname='r';
--> rows t
alter role r password '';
--> notice 00000: empty string is not a valid password, clearing password
