DROP TABLE "SHOP"."gone";
--> statement-breakpoint
CREATE VIEW "SHOP"."idle" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
-- Comments
COMMENT ON VIEW "SHOP"."idle" IS 'Orders that wait';
COMMENT ON COLUMN "SHOP"."idle"."id" IS 'Of the order';
COMMENT ON TABLE "SHOP"."orders" IS 'One row an order, it''s $${not} a variable
Заказы';
COMMENT ON COLUMN "SHOP"."orders"."note" IS NULL;
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."idle" TO "${env}_shop_read", "${env}_shop_write";
