DROP VIEW "SHOP"."newest";
--> statement-breakpoint
CREATE TABLE "SHOP"."newest" (
	"id" integer
);
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."newest" TO "${env}_shop_read";
