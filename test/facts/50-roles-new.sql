-- # R1 membership grantor: superuser vs deployer (scratch vs production)
-- @from 16
create role dep login createrole;
create role x; 
set session authorization dep;
create role r;
create role m;
grant r to m;
reset session authorization;
grant r to x;
select roleid::regrole, member::regrole, grantor::regrole, admin_option a, inherit_option i, set_option s from pg_auth_members where roleid in('r'::regrole,'m'::regrole) order by 2,3;
--> rows r|dep|boot|t|f|f / m|dep|boot|t|f|f / r|x|boot|f|t|t / r|m|dep|f|t|t
-- superuser revokes what dep granted: warning, nothing
revoke r from m;
--> warning 01000: role "m" has not been granted membership in role "r" by role "boot"
-- dep revokes what the superuser granted: warning, nothing
set session authorization dep;
revoke r from x;
--> warning 01000: role "x" has not been granted membership in role "r" by role "dep"
revoke r from x granted by boot;
--> error 42501: permission denied to revoke privileges granted by role "boot" (Only roles with privileges of role "boot" may revoke privileges granted by this role.)
reset session authorization;
revoke r from m granted by dep;
select roleid::regrole, member::regrole, grantor::regrole from pg_auth_members where roleid in('r'::regrole,'m'::regrole) order by 2,3;
--> rows r|dep|boot / m|dep|boot / r|x|boot
-- # R1b the same on 14-15
-- @to 15
create role dep login createrole;
create role x; 
set session authorization dep;
create role r;
create role m;
grant r to m;
reset session authorization;
grant r to x;
select roleid::regrole, member::regrole, grantor::regrole, admin_option a from pg_auth_members where roleid in('r'::regrole,'m'::regrole) order by 2,3;
--> rows r|x|boot|f / r|m|dep|f
revoke r from m;
set session authorization dep;
revoke r from x;
select roleid::regrole, member::regrole, grantor::regrole, admin_option a from pg_auth_members where roleid in('r'::regrole,'m'::regrole) order by 2,3;
--> rows 
-- # R2 the implicit ADMIN row and a declared membership of the deployer in what it made
-- @from 16
create role dep login createrole;
set session authorization dep;
create role r;
grant r to dep with admin option;
--> error 0LP01: ADMIN option cannot be granted back to your own grantor
grant r to dep with inherit true, set true;
grant r to dep with admin true, inherit true;
--> error 0LP01: ADMIN option cannot be granted back to your own grantor
reset session authorization;
select member::regrole, grantor::regrole, admin_option a, inherit_option i, set_option s from pg_auth_members where roleid='r'::regrole order by 2;
--> rows dep|boot|t|f|f / dep|dep|f|t|t
-- the superuser's grant lands on the same key as the implicit row and changes it
grant r to dep;
--> notice 00000: role "dep" has already been granted membership in role "r" by role "boot"
select member::regrole, grantor::regrole, admin_option a, inherit_option i, set_option s from pg_auth_members where roleid='r'::regrole order by 2;
--> rows dep|boot|t|f|f / dep|dep|f|t|t
-- and his revoke takes the implicit ADMIN too: dep can no longer drop it (dep's own grant hangs on it)
revoke r from dep;
--> error 2BP01: dependent privileges exist
set session authorization dep;
revoke r from dep;
reset session authorization;
revoke r from dep;
set session authorization dep;
drop role r;
--> error 42501: permission denied to drop role (Only roles with the CREATEROLE attribute and the ADMIN option on role "r" may drop this role.)
grant r to dep;
--> error 42501: permission denied to grant role "r" (Only roles with the ADMIN option on role "r" may grant this role.)
-- # R3 temporary self-grant leaves nothing behind when revoked in the same transaction
-- @from 16
create role dep login createrole; create schema app authorization dep;
set session authorization dep;
create role r; create role z;
grant r to dep with inherit true, set true;
alter default privileges for role r in schema app grant select on tables to z;
grant create, usage on schema app to r;
create table app.t(a int);
alter table app.t owner to r;
set role r;
grant select on app.t to z;
reset role;
revoke r from dep;
select member::regrole, grantor::regrole, admin_option a, inherit_option i, set_option s from pg_auth_members where roleid='r'::regrole order by 2;
--> rows dep|boot|t|f|f
select relacl from pg_class where relname='t';
--> [16] rows {r=arwdDxt/r,z=r/r}
--> [17+] rows {r=arwdDxtm/r,z=r/r}
-- now dep cannot touch it any more, unless it grants itself again
grant insert on app.t to z;
--> error 42501: permission denied for table t
-- # R4 DROP ROLE of a membership grantor
-- @from 16
create role dep login createrole; create role x;
set session authorization dep;
create role r;
grant r to x;
reset session authorization;
drop role dep;
--> error 2BP01: role "dep" cannot be dropped because some objects depend on it (privileges for membership of role x in role r)
drop owned by dep;
select member::regrole, grantor::regrole from pg_auth_members where roleid='r'::regrole order by 2;
--> rows dep|boot
drop role dep;
drop role r;
-- # R5 predefined roles: a CREATEROLE role may grant them on 14-15, needs ADMIN on 16+
create role dep login createrole; create role x; grant pg_monitor to dep;
set session authorization dep;
grant pg_read_all_data to x;
--> [14-15] ok
--> [16+] error 42501: permission denied to grant role "pg_read_all_data" (Only roles with the ADMIN option on role "pg_read_all_data" may grant this role.)
grant pg_monitor to x;
--> [14-15] ok
--> [16+] error 42501: permission denied to grant role "pg_monitor" (Only roles with the ADMIN option on role "pg_monitor" may grant this role.)
reset session authorization;
grant pg_monitor to dep with admin option;
set session authorization dep;
grant pg_monitor to x;
--> [14-15] notice 00000: role "x" is already a member of role "pg_monitor"
--> [16+] ok
-- # R6 options syntax on old majors
create role a; create role g;
grant g to a with inherit true;
--> [14-15] error 42601: syntax error at or near "inherit"
--> [16+] ok
grant g to a with admin true;
--> [14-15] error 42601: syntax error at or near "true"
--> [16+] ok
grant g to a with admin option;
--> [14-15] ok
--> [16+] notice 00000: role "a" has already been granted membership in role "g" by role "boot"
grant g to a with set false;
--> [14-15] error 42601: syntax error at or near "set"
--> [16+] ok
revoke inherit option for g from a;
--> [14-15] error 42601: syntax error at or near "option"
--> [16+] ok
-- # R7 SET LOCAL ROLE, RESET ROLE, ALTER ROLE SET role
-- @autocommit
create role own; create role dep login; grant own to dep;
alter role dep set role = 'own';
-- @session d dep facts
select session_user, current_user;
--> rows dep|own
reset role;
select session_user, current_user;
--> rows dep|own
set role none;
select session_user, current_user;
--> rows dep|dep
begin;
set local role own;
select session_user, current_user;
--> rows dep|own
commit;
select session_user, current_user;
--> rows dep|dep
begin;
set role own;
rollback;
select session_user, current_user;
--> rows dep|dep
-- # R8 role made in the same transaction: everything usable at once
create role a; create role b login; grant a to b with admin option;
create schema s authorization a;
alter default privileges for role a in schema s grant select on tables to b;
set role a;
create table s.t(a int);
select relacl from pg_class where relname='t';
--> [14-16] rows {a=arwdDxt/a,b=r/a}
--> [17+] rows {a=arwdDxtm/a,b=r/a}
grant select on s.t to b with grant option;
reset role;
set role b;
select count(*) from s.t;
--> rows 0
reset role;
set session authorization b;
select session_user;
--> rows b
reset session authorization;
create policy p on s.t to b; 
alter role b set role = 'a';
-- # R9 as CREATEROLE, all in one transaction
-- @from 16
create role dep login createrole createdb; create schema app authorization dep;
set session authorization dep;
create role a;
create role b in role a;
create role c role b admin a;
select roleid::regrole, member::regrole, grantor::regrole, admin_option ad, inherit_option i, set_option s from pg_auth_members where grantor in ('dep'::regrole,'boot'::regrole) and roleid in('a'::regrole,'b'::regrole,'c'::regrole) order by 1,2,3;
--> rows a|dep|boot|t|f|f / a|b|dep|f|t|t / b|dep|boot|t|f|f / c|dep|boot|t|f|f / c|a|dep|t|t|t / c|b|dep|f|t|t
-- # R10 renaming a role inside the transaction, then granting under the new name
create role a; create table t(a int); alter role a rename to b; grant select on t to b;
select relacl from pg_class where relname='t';
--> [14-16] rows {boot=arwdDxt/boot,b=r/boot}
--> [17+] rows {boot=arwdDxtm/boot,b=r/boot}
-- # R11 settings: what a CREATEROLE role may set on others
create role dep login createrole;
set session authorization dep;
create role r;
alter role r set statement_timeout='1min';
alter role r set search_path='a','b c';
alter role r in database facts set work_mem='8MB';
alter role r set dwh.declared='1';
--> error 42501: permission denied to set parameter "dwh.declared"
set dwh.declared='x';
alter role r set dwh.declared='1';
--> error 42501: permission denied to set parameter "dwh.declared"
alter database facts set work_mem='1MB';
--> error 42501: must be owner of database facts
alter role all set work_mem='1MB';
--> [14-15] error 42501: must be superuser to alter settings globally
--> [16+] error 42501: permission denied to alter setting (Only roles with the SUPERUSER attribute may alter settings globally.)
reset session authorization;
select setdatabase<>0 as db, setrole::regrole, setconfig from pg_db_role_setting where setrole='r'::regrole order by 1;
--> rows f|r|{statement_timeout=1min,"search_path=a, \"b c\""} / t|r|{work_mem=8MB}
alter role r reset all;
select setdatabase<>0 as db, setrole::regrole, setconfig from pg_db_role_setting where setrole='r'::regrole order by 1;
--> rows t|r|{work_mem=8MB}
-- # R12 comment on role; shared description
create role r; comment on role r is 'x'; 
select shobj_description('r'::regrole,'pg_authid'), (select count(*) from pg_shdescription where objoid='r'::regrole);
--> rows x|1
-- # R13 connection limit, defaults
create role r; select rolsuper,rolinherit,rolcreaterole,rolcreatedb,rolcanlogin,rolreplication,rolconnlimit,rolvaliduntil,rolbypassrls from pg_roles where rolname='r';
--> rows f|t|f|f|f|f|-1|NULL|f
create user u; select rolcanlogin, rolinherit from pg_roles where rolname='u';
--> rows t|t
-- # R14 a role referenced in another database: what a marker could be
-- @autocommit
create role r; 
create role dep login createrole;
create database other;
-- @session o boot other
alter role r in database other set application_name='x';
grant connect on database other to r;
-- @session main
select d.datname, s.setconfig from pg_db_role_setting s join pg_database d on d.oid=s.setdatabase where setrole='r'::regrole;
--> rows other|{application_name=x}
select dbid, classid::regclass, deptype from pg_shdepend where refobjid='r'::regrole;
--> rows 0|pg_database|a
set role dep;
select d.datname, s.setconfig from pg_db_role_setting s join pg_database d on d.oid=s.setdatabase where setrole='r'::regrole;
--> rows other|{application_name=x}
reset role;
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (privileges for database other)
revoke connect on database other from r;
drop role r;
select count(*) from pg_db_role_setting;
--> rows 0
-- # R15 DROP OWNED BY also takes shared grants (database, tablespace, parameter) and the current database's
create role r; grant create on database facts to r; grant create on tablespace pg_default to r; grant connect on database postgres to r;
drop owned by r;
select datname, datacl from pg_database where datname in ('facts','postgres') order by 1;
--> rows facts|{=Tc/boot,boot=CTc/boot} / postgres|{=Tc/boot,boot=CTc/boot}
select spcacl from pg_tablespace where spcname='pg_default';
--> rows {boot=C/boot}
drop role r;
-- # R16 DROP OWNED by non-superuser
-- @from 16
create role dep login createrole; create schema app authorization dep;
set session authorization dep;
create role r;
grant usage on schema app to r;
drop owned by r;
--> error 42501: permission denied to drop objects (Only roles with privileges of role "r" may drop objects owned by it.)
drop role r;
--> error 2BP01: role "r" cannot be dropped because some objects depend on it (privileges for schema app)
grant r to dep with inherit true, set false;
drop owned by r;
drop role r;
-- # R17 REASSIGN OWNED by non-superuser
-- @from 16
create role dep login createrole; create schema app authorization dep;
set session authorization dep;
create role r; create role r2; grant create, usage on schema app to r, r2; grant r to dep with set true, inherit false;
set role r;
create table app.t(a int);
reset role;
reassign owned by r to r2;
--> error 42501: permission denied to reassign objects (Only roles with privileges of role "r" may reassign objects owned by it.)
grant r to dep with inherit true; 
reassign owned by r to r2;
--> error 42501: permission denied to reassign objects (Only roles with privileges of role "r2" may reassign objects to it.)
grant r2 to dep with inherit true, set false;
reassign owned by r to r2;
grant r2 to dep with set true;
reassign owned by r to r2;
-- # R18 pg_auth_members: who sees it; who sees settings
create role v;
set role v;
select count(*)>0 from pg_auth_members;
--> rows t
select count(*)>=0 from pg_db_role_setting;
--> rows t
select count(*)>0 from pg_shdepend;
--> [14] rows t
--> [15+] rows f
select count(*)>=0 from pg_shdescription;
--> rows t
select count(*) from pg_authid;
--> error 42501: permission denied for table pg_authid
select oid, rolname from pg_authid where false;
--> error 42501: permission denied for table pg_authid
select rolconfig from pg_roles where false;
--> rows 
-- # R19 which catalogs a plain role cannot read
create role v;
set role v;
select relname from pg_class where relnamespace='pg_catalog'::regnamespace and relkind in('r','v') and not has_table_privilege('v',oid,'select') order by 1;
--> [14] rows pg_authid / pg_backend_memory_contexts / pg_config / pg_file_settings / pg_hba_file_rules / pg_largeobject / pg_replication_origin_status / pg_shadow / pg_shmem_allocations / pg_statistic / pg_statistic_ext_data / pg_subscription / pg_user_mapping
--> [15-17] rows pg_authid / pg_backend_memory_contexts / pg_config / pg_file_settings / pg_hba_file_rules / pg_ident_file_mappings / pg_largeobject / pg_replication_origin_status / pg_shadow / pg_shmem_allocations / pg_statistic / pg_statistic_ext_data / pg_subscription / pg_user_mapping
--> [18] rows pg_aios / pg_authid / pg_backend_memory_contexts / pg_config / pg_file_settings / pg_hba_file_rules / pg_ident_file_mappings / pg_largeobject / pg_replication_origin_status / pg_shadow / pg_shmem_allocations / pg_shmem_allocations_numa / pg_statistic / pg_statistic_ext_data / pg_subscription / pg_user_mapping
select relname, string_agg(attname,',') from pg_class c join pg_attribute a on attrelid=c.oid and attnum>0 where relnamespace='pg_catalog'::regnamespace and relkind='r' and not has_table_privilege('v',c.oid,'select') and has_column_privilege('v',c.oid,attnum,'select') group by 1 order by 1;
--> [14] rows pg_subscription|oid,subdbid,subname,subowner,subenabled,subbinary,substream,subslotname,subsynccommit,subpublications
--> [15] rows pg_subscription|oid,subdbid,subskiplsn,subname,subowner,subenabled,subbinary,substream,subtwophasestate,subdisableonerr,subslotname,subsynccommit,subpublications
--> [16] rows pg_subscription|oid,subdbid,subskiplsn,subname,subowner,subenabled,subbinary,substream,subtwophasestate,subdisableonerr,subpasswordrequired,subrunasowner,subslotname,subsynccommit,subpublications,suborigin
--> [17+] rows pg_subscription|oid,subdbid,subskiplsn,subname,subowner,subenabled,subbinary,substream,subtwophasestate,subdisableonerr,subpasswordrequired,subrunasowner,subfailover,subslotname,subsynccommit,subpublications,suborigin
-- # R20 functions a plain role may call on objects it has no right on
create schema s; create table s.t(a int default 1 check (a>0)); create view s.v as select * from s.t; create function s.f() returns int language sql as 'select 42'; create index i on s.t(a); create role v; create policy p on s.t to v; create trigger tr before update on s.t for each row execute function suppress_redundant_updates_trigger();
set role v;
select pg_get_viewdef('s.v'::regclass);
--> error 42501: permission denied for schema s
select c.oid, pg_get_viewdef(c.oid) from pg_class c where relname='v' and false;
--> rows 
select pg_get_viewdef(c.oid) from pg_class c where relname='v';
--> [14-15] rows  SELECT t.a\n   FROM s.t;
--> [16+] rows  SELECT a\n   FROM s.t;
select pg_get_functiondef(p.oid) like '%42%', prosrc from pg_proc p where proname='f';
--> rows t|select 42
select pg_get_indexdef(c.oid) from pg_class c where relname='i';
--> rows CREATE INDEX i ON s.t USING btree (a)
select pg_get_expr(adbin,adrelid) from pg_attrdef where adrelid=(select oid from pg_class where relname='t');
--> rows 1
select pg_get_constraintdef(oid) from pg_constraint where conname='t_a_check';
--> rows CHECK ((a > 0))
select pg_get_triggerdef(oid) from pg_trigger where tgname='tr';
--> rows CREATE TRIGGER tr BEFORE UPDATE ON s.t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
select polname from pg_policy;
--> rows p
select c.relacl, c.oid::regclass::text from pg_class c where relname='t';
--> rows NULL|s.t
-- # R21 pg_has_role flavours with SET/INHERIT
-- @from 16
create role g; create role a; create role b; grant g to a with inherit false, set true; grant g to b with inherit true, set false;
select m, pg_has_role(m,'g','MEMBER') mem, pg_has_role(m,'g','USAGE') usage, pg_has_role(m,'g','SET') "set" from unnest('{a,b}'::name[]) m;
--> rows a|t|f|t / b|t|t|f
