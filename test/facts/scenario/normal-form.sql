-- What the scenario makes, in words that are the same whoever ran it: the owner of an object is @owner, and
-- ${executor} or the first superuser as a membership's grantor is @default.
with objects (kind, name, owner, acl) as (
  select 'schema', nspname::text, nspowner, coalesce(nspacl, acldefault('n', nspowner))
  from pg_namespace where nspname = 'sc'
  union all
  select 'relation', relname, relowner,
    coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))
  from pg_class where relnamespace = 'sc'::regnamespace and relkind in ('r', 'v', 'S')
  union all
  select 'column', relname || '.' || attname, relowner, attacl
  from pg_attribute join pg_class c on c.oid = attrelid
  where relnamespace = 'sc'::regnamespace and attacl is not null
  union all
  select 'function', proname, proowner, coalesce(proacl, acldefault('f', proowner))
  from pg_proc where pronamespace = 'sc'::regnamespace
)
select concat_ws(' ', kind, name, 'of', owner::regrole, privilege_type,
  case grantee when 0 then 'PUBLIC' when owner then '@owner' else grantee::regrole::text end,
  'by', case grantor when owner then '@owner' else grantor::regrole::text end,
  case when is_grantable and not (grantee = owner and grantor = owner) then 'grantable' end) as line
from objects, aclexplode(acl)
union all
select concat_ws(' ', 'defaults', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, defaclacl)
from pg_default_acl
union all
select concat_ws(' ', 'member', member::regrole, 'of', roleid::regrole, 'admin', admin_option,
  'by', case when grantor in (10, '${executor}'::regrole) then '@default' else grantor::regrole::text end)
from pg_auth_members
where roleid::regrole::text like 'sc\_%' and member::regrole::text <> 'deployer'
union all
select concat_ws(' ', 'setting', setrole::regrole, setconfig) from pg_db_role_setting
order by 1;
