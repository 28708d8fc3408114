-- Policies of row security.
SELECT
  n.nspname AS schema,
  c.relname AS table,
  p.polname AS name,
  CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END AS as,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS for,
  (
    SELECT json_agg(name ORDER BY name COLLATE "C")
    FROM (
      SELECT CASE role WHEN 0 THEN 'public' ELSE pg_get_userbyid(role)::text END AS name
      FROM unnest(p.polroles) AS role
    ) AS named
  ) AS roles,
  pg_get_expr(p.polqual, p.polrelid) AS using,
  pg_get_expr(p.polwithcheck, p.polrelid) AS "withCheck"
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", p.polname COLLATE "C"
