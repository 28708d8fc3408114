-- Revokes: DWH_USER_INFO
REVOKE SELECT ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" FROM "${env}_faculty_office";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_faculty_office";
