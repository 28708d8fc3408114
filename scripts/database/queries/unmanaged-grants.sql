-- Roles, other than those named ($2), PUBLIC, owners, superusers and who asks, that have something on the schemas ($1)
-- and on what is in them: a row a role and object.
WITH schemas AS (
  SELECT oid AS schema, nspname, nspowner, nspacl
  FROM pg_catalog.pg_namespace
  WHERE nspname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
), objects AS (
  SELECT 'schema' AS kind, jsonb_build_array(nspname) AS path, nspowner AS owner, nspacl AS acl FROM schemas
  UNION ALL
  SELECT 'column', jsonb_build_array(nspname, relname, attname), relowner, attacl
  FROM schemas
  JOIN pg_catalog.pg_class c ON relnamespace = schema
  JOIN pg_catalog.pg_attribute ON attrelid = c.oid AND attacl IS NOT NULL AND NOT attisdropped AND attnum > 0
  UNION ALL
  -- kinds: within
)
SELECT DISTINCT kind, path, grantee.rolname AS grantee
FROM objects
CROSS JOIN LATERAL aclexplode(acl) AS acl
JOIN pg_catalog.pg_roles grantee ON grantee.oid = acl.grantee
WHERE acl.grantee <> owner
  AND NOT grantee.rolsuper
  AND grantee.rolname <> current_user
  AND grantee.rolname NOT IN (SELECT jsonb_array_elements_text($2::text::jsonb))
