-- What holds on to the roles named ($1, JSON) and is no membership: a row for each thing that they own, have rights on
-- or that names them, of this database, of the cluster or of another database, of which only the name is known.
SELECT
  r.rolname AS role,
  CASE d.deptype WHEN 'o' THEN 'owns' WHEN 'a' THEN 'has rights on' WHEN 'i' THEN 'had rights from the beginning on'
    ELSE 'is named by' END AS how,
  CASE
    WHEN d.dbid = here.oid OR d.classid = 'pg_catalog.pg_database'::regclass AND d.objid = here.oid AND d.deptype = 'a'
      THEN 'here'
    WHEN d.dbid = 0 THEN 'cluster'
    ELSE 'elsewhere'
  END AS reach,
  c.relname AS catalog,
  d.objid::int8::float8 AS oid,
  elsewhere.datname AS database,
  i.type,
  i.identity,
  n.oid::int8::float8 AS schema,
  n.nspname AS "inSchema",
  -- A sequence of a column has the owner of its table.
  i.type = 'sequence' AND EXISTS (
    SELECT FROM pg_catalog.pg_depend s
    WHERE s.classid = 'pg_catalog.pg_class'::regclass AND s.objid = d.objid
      AND s.refclassid = 'pg_catalog.pg_class'::regclass AND s.deptype IN ('a', 'i')
  ) AS follows
FROM pg_catalog.pg_shdepend d
JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
JOIN pg_catalog.pg_class c ON c.oid = d.classid
JOIN pg_catalog.pg_database here ON here.datname = current_database()
LEFT JOIN pg_catalog.pg_database elsewhere ON elsewhere.oid = d.dbid AND d.dbid <> here.oid
LEFT JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) i ON elsewhere.oid IS NULL
LEFT JOIN pg_catalog.pg_namespace n ON i.schema = quote_ident(n.nspname)
WHERE d.refclassid = 'pg_catalog.pg_authid'::regclass
  AND d.classid <> 'pg_catalog.pg_auth_members'::regclass
  AND r.rolname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
  AND (elsewhere.oid IS NOT NULL OR i.type IS NOT NULL)
ORDER BY r.rolname, reach, how, i.type, i.identity, database
