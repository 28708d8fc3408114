-- All of them, since any can own something. pg_authid is for superusers only.
SELECT
  oid,
  rolname,
  rolcanlogin,
  rolsuper,
  rolcreatedb,
  rolcreaterole,
  rolinherit,
  rolreplication,
  rolbypassrls,
  rolconnlimit,
  CASE
    WHEN isfinite(rolvaliduntil)
    THEN regexp_replace(
      to_char(rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\.0{6}$', ''
    ) || 'Z'
    WHEN rolvaliduntil = '-infinity' THEN '-infinity'
  END,
  shobj_description(oid, 'pg_authid')
FROM pg_catalog.pg_roles
