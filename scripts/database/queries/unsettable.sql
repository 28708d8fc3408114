-- Which settings ($2) a role ($1; the current one where it is null) may not set for roles: a superuser's, and those that
-- no loaded program knows. `has_parameter_privilege` is asked of 15+ only.
SELECT parameter
FROM jsonb_array_elements_text($2::text::jsonb) AS asked (parameter)
LEFT JOIN pg_catalog.pg_settings s ON lower(s.name) = lower(parameter)
WHERE CASE WHEN s.name IS NULL OR short_desc = 'GUC placeholder variable' THEN parameter LIKE '%.%' ELSE context = 'superuser' END
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_roles
    WHERE rolname = coalesce($1::text, current_user) AND has_parameter_privilege(oid, parameter, 'SET')
  )
