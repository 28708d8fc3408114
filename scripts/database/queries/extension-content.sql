-- What extensions have that carries an ACL and can be granted, and what PUBLIC has from their scripts where these gave or
-- took something. Not arrays, multiranges, shell types and the row types of relations.
WITH member AS (
  SELECT e.extname, d.classid, d.objid
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_depend d
    ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid AND d.deptype = 'e'
  WHERE $1::text::jsonb ? e.extname
), found AS (
  SELECT m.*, CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind, c.relnamespace AS schema, c.relname AS name,
    NULL AS arguments
  FROM member m
  JOIN pg_catalog.pg_class c ON m.classid = 'pg_catalog.pg_class'::regclass AND c.oid = m.objid
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT m.*, 'routine', p.pronamespace, p.proname, oidvectortypes(p.proargtypes)
  FROM member m
  JOIN pg_catalog.pg_proc p ON m.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = m.objid
  UNION ALL
  SELECT m.*, 'type', t.typnamespace, t.typname, NULL
  FROM member m
  JOIN pg_catalog.pg_type t ON m.classid = 'pg_catalog.pg_type'::regclass AND t.oid = m.objid
  LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
  WHERE t.typtype IN ('b', 'd', 'e', 'r') AND t.typsubscript <> 'pg_catalog.array_subscript_handler'::regproc
    OR c.relkind = 'c'
)
SELECT
  e.extname AS extension,
  f.kind,
  to_json(array_remove(ARRAY[n.nspname::text, f.name::text, f.arguments], NULL)) AS path,
  i.initprivs IS NOT NULL AS said,
  to_json(ARRAY(
    SELECT privilege_type FROM aclexplode(i.initprivs) WHERE grantee = 0 ORDER BY privilege_type COLLATE "C"
  )) AS everybody
FROM pg_catalog.pg_extension e
LEFT JOIN found f ON f.extname = e.extname
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = f.schema
LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = f.classid AND i.objoid = f.objid AND i.objsubid = 0
WHERE $1::text::jsonb ? e.extname
