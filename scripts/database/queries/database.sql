-- The database itself as an object, with who asks.
SELECT
  datdba AS owner,
  datacl::text AS acl,
  datname AS name,
  current_user AS "user"
FROM pg_catalog.pg_database
WHERE datname = current_database()
