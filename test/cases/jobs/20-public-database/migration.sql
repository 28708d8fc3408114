-- Roles
CREATE ROLE "${env}_people";
--> statement-breakpoint
-- What PUBLIC may have by hand
REVOKE CREATE ON DATABASE "${database}" FROM PUBLIC;
--> statement-breakpoint
-- Revokes
REVOKE CONNECT, TEMPORARY ON DATABASE "${database}" FROM PUBLIC;
--> statement-breakpoint
-- Grants
GRANT CONNECT ON DATABASE "${database}" TO "${env}_people";
--> statement-breakpoint
-- What PUBLIC may have by hand on schemas
REVOKE CREATE ON SCHEMA "public" FROM PUBLIC;
