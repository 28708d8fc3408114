-- The database itself as an object, with the server's major version and who asks.
SELECT
  '{}' AS path,
  datdba AS owner,
  datacl::text AS acl,
  datname AS name,
  current_setting('server_version_num')::int / 10000 AS major,
  current_user AS "user"
FROM pg_catalog.pg_database
WHERE datname = current_database()
