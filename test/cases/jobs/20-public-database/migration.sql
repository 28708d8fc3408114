-- Roles
CREATE ROLE "${env}_people";
--> statement-breakpoint
-- Revokes
REVOKE ALL ON DATABASE "${database}" FROM PUBLIC;
--> statement-breakpoint
-- Revokes: public
REVOKE CREATE ON SCHEMA "public" FROM PUBLIC;
--> statement-breakpoint
-- Grants
GRANT CONNECT ON DATABASE "${database}" TO "${env}_people";
