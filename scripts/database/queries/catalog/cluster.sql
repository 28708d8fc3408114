-- What all databases of the cluster share, each line with the roles that it is about.
SELECT
  ARRAY[rolname]::text AS roles,
  concat_ws(
    ' ',
    'role', quote_ident(rolname),
    CASE WHEN rolsuper THEN 'superuser' END,
    CASE WHEN NOT rolinherit THEN 'noinherit' END,
    CASE WHEN rolcreaterole THEN 'createrole' END,
    CASE WHEN rolcreatedb THEN 'createdb' END,
    CASE WHEN rolcanlogin THEN 'login' END,
    CASE WHEN rolreplication THEN 'replication' END,
    CASE WHEN rolbypassrls THEN 'bypassrls' END,
    'limit ' || rolconnlimit,
    'until ' || nullif(rolvaliduntil, 'infinity'),
    'comment ' || quote_literal(shobj_description(oid, 'pg_authid'))
  ) AS line
FROM pg_catalog.pg_roles
WHERE rolname !~ '^pg_'
UNION ALL
SELECT
  ARRAY[r.rolname, m.rolname]::text,
  concat_ws(
    ' ',
    'membership', quote_ident(m.rolname), 'in', quote_ident(r.rolname),
    'by', coalesce(quote_ident(g.rolname), 'nobody'),
    CASE WHEN a.admin_option THEN 'admin' END,
    'inherit ' || (to_jsonb(a) ->> 'inherit_option'),
    'set ' || (to_jsonb(a) ->> 'set_option')
  )
FROM pg_catalog.pg_auth_members a
JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
JOIN pg_catalog.pg_roles m ON m.oid = a.member
LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantor
WHERE m.rolname !~ '^pg_'
UNION ALL
SELECT
  CASE WHEN r.rolname IS NULL THEN '{}' ELSE ARRAY[r.rolname]::text END,
  concat_ws(
    ' ',
    'setting', quote_literal(setting),
    'of ' || quote_ident(r.rolname),
    CASE WHEN s.setdatabase <> 0 THEN 'in this database' END
  )
FROM pg_catalog.pg_db_role_setting s
CROSS JOIN LATERAL unnest(s.setconfig) AS setting
LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
WHERE s.setdatabase = 0 OR d.datname = current_database()
