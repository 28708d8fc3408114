-- Roles
CREATE ROLE "${env}_faculty_office";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT SELECT ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" TO "${env}_faculty_office";
