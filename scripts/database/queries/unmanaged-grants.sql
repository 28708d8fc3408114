-- What roles have, other than those named ($2), PUBLIC, owners, superusers and who asks, on the schemas ($1) and what is in
-- them: a row a grantee, grantor and object. What the owner did not give himself comes first.
WITH schemas AS (
  SELECT oid, nspname, nspowner, nspacl
  FROM pg_catalog.pg_namespace
  WHERE nspname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
), objects AS (
  SELECT 'schema' AS kind, jsonb_build_array(nspname) AS path, nspowner AS owner, nspacl AS acl FROM schemas
  UNION ALL
  SELECT CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, jsonb_build_array(nspname, relname), relowner, relacl
  FROM schemas
  JOIN pg_catalog.pg_class ON relnamespace = schemas.oid
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT 'column', jsonb_build_array(nspname, relname, attname), relowner, attacl
  FROM schemas
  JOIN pg_catalog.pg_class c ON relnamespace = schemas.oid
  JOIN pg_catalog.pg_attribute ON attrelid = c.oid AND attacl IS NOT NULL AND NOT attisdropped AND attnum > 0
  UNION ALL
  SELECT 'routine', jsonb_build_array(nspname, proname, (
    SELECT coalesce(string_agg(format_type(argument, NULL), ', ' ORDER BY place), '')
    FROM unnest(proargtypes) WITH ORDINALITY AS arguments (argument, place)
  )), proowner, proacl
  FROM schemas
  JOIN pg_catalog.pg_proc ON pronamespace = schemas.oid
  UNION ALL
  SELECT 'type', jsonb_build_array(nspname, typname), typowner, typacl
  FROM schemas
  JOIN pg_catalog.pg_type ON typnamespace = schemas.oid
)
SELECT
  kind,
  path,
  grantee.rolname AS grantee,
  CASE WHEN acl.grantor <> owner THEN grantor.rolname END AS grantor,
  string_agg(privilege_type, ', ' ORDER BY privilege_type) AS privileges
FROM objects
CROSS JOIN LATERAL aclexplode(acl) AS acl
JOIN pg_catalog.pg_roles grantee ON grantee.oid = acl.grantee
JOIN pg_catalog.pg_roles grantor ON grantor.oid = acl.grantor
WHERE acl.grantee <> owner
  AND NOT grantee.rolsuper
  AND grantee.rolname <> current_user
  AND grantee.rolname NOT IN (SELECT jsonb_array_elements_text($2::text::jsonb))
GROUP BY kind, path, grantee.rolname, acl.grantor, owner, grantor.rolname
ORDER BY acl.grantor = owner, kind, path, grantee.rolname
