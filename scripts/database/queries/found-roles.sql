-- Which of the roles exist, and as what; times in UTC, and none where a role never expires.
SELECT
  rolname AS name,
  rolcanlogin AS login,
  rolinherit AS inherit,
  rolsuper AS superuser,
  rolcreatedb AS createdb,
  rolcreaterole AS createrole,
  rolreplication AS replication,
  rolbypassrls AS bypassrls,
  rolconnlimit AS connection_limit,
  extract(epoch FROM nullif(rolvaliduntil, 'infinity'))::float8 AS valid_until
FROM pg_catalog.pg_roles
WHERE rolname IN ('the roles')
