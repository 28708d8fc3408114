-- Who of the roles named ($1) may create in which schema, other than PostgreSQL's own: a row a schema and role. In some
-- schemas ($2) what these roles ($3) have there does not count: it goes.
WITH going AS (
  SELECT r.oid FROM pg_catalog.pg_roles r WHERE rolname IN (SELECT jsonb_array_elements_text($3::text::jsonb))
)
SELECT nspname AS schema, rolname AS role
FROM pg_catalog.pg_roles r
CROSS JOIN pg_catalog.pg_namespace n
WHERE rolname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
  AND nspname !~ '^pg_' AND nspname <> 'information_schema'
  AND has_schema_privilege(r.oid, n.oid, 'CREATE')
  AND (
    nspname NOT IN (SELECT jsonb_array_elements_text($2::text::jsonb))
    OR pg_has_role(r.oid, nspowner, 'USAGE')
    OR EXISTS (
      SELECT FROM aclexplode(nspacl)
      WHERE privilege_type = 'CREATE' AND grantee NOT IN (SELECT oid FROM going)
        AND (grantee = 0 OR pg_has_role(r.oid, grantee, 'USAGE'))
    )
  )
ORDER BY 1, 2
