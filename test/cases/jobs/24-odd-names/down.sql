-- Revokes: STG_AUTH
REVOKE SELECT ON TABLE "STG_AUTH"."user" FROM "${env}_gis";
--> statement-breakpoint
-- Revokes: "geo.v2"
REVOKE SELECT ON TABLE "geo.v2"."c{d}" FROM "${env}_gis";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_gis";
