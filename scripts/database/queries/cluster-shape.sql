-- The roles of a cluster with their memberships and settings, as one text each.
SELECT r.rolname AS role,
       format('role %I super %s inherit %s createrole %s createdb %s login %s replication %s bypassrls %s limit %s until %s',
              r.rolname, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication,
              r.rolbypassrls, r.rolconnlimit, nullif(r.rolvaliduntil, 'infinity')) AS line
FROM pg_roles r WHERE r.rolname !~ '^pg_'
UNION ALL
SELECT r.rolname, format('comment on role %I %s', r.rolname, d.description)
FROM pg_roles r JOIN pg_shdescription d ON d.classoid = 'pg_authid'::regclass AND d.objoid = r.oid
UNION ALL
SELECT g.rolname, format('membership of %I in %I admin %s options %s', m.rolname, g.rolname, a.admin_option,
                         to_jsonb(a) - ARRAY['oid', 'roleid', 'member', 'grantor', 'admin_option'])
FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
WHERE g.rolname !~ '^pg_' OR m.rolname !~ '^pg_'
UNION ALL
SELECT r.rolname, format('setting of %I in %s %s', r.rolname, d.datname, s.setconfig)
FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase
