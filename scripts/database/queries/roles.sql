-- All of them, since any can own something, as the model calls their attributes. pg_authid is for superusers only.
SELECT
  oid,
  rolname AS name,
  rolcanlogin AS login,
  rolsuper AS superuser,
  rolcreatedb AS createdb,
  rolcreaterole AS createrole,
  rolinherit AS inherit,
  rolreplication AS replication,
  rolbypassrls AS bypassrls,
  rolconnlimit AS "connectionLimit",
  CASE
    WHEN isfinite(rolvaliduntil)
    THEN regexp_replace(
      to_char(rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\.0{6}$', ''
    ) || 'Z'
    WHEN rolvaliduntil = '-infinity' THEN '-infinity'
  END AS "validUntil",
  shobj_description(oid, 'pg_authid') AS comment
FROM pg_catalog.pg_roles
