-- The database itself as an object, with who asks, and its extensions.
SELECT
  datdba AS owner,
  datacl::text AS acl,
  datname AS name,
  current_user AS "user",
  to_json(ARRAY(SELECT extname FROM pg_catalog.pg_extension)) AS extensions
FROM pg_catalog.pg_database
WHERE datname = current_database()
