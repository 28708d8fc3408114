-- Which role is somebody else on which foreign server; of nobody's options.
SELECT srvname AS server, CASE umuser WHEN 0 THEN NULL ELSE usename END AS role
FROM pg_catalog.pg_user_mappings
ORDER BY 1, 2 NULLS FIRST
