DROP VIEW "SHOP"."idle";
--> statement-breakpoint
CREATE TABLE "SHOP"."gone" (
	"id" integer
);
--> statement-breakpoint
-- Comments
COMMENT ON TABLE "SHOP"."gone" IS 'Goes with its comment';
COMMENT ON TABLE "SHOP"."orders" IS 'One row an order';
COMMENT ON COLUMN "SHOP"."orders"."note" IS 'Nothing';
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."gone" TO "${env}_shop_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."gone" TO "${env}_shop_write";
