// Reports on rentals: views over the core, a partition for each month of a table, and what stands beside tables.
import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  index,
  integer,
  pgPolicy,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  varchar,
} from "drizzle-orm/pg-core";
import {
  annotate,
  monthly,
  partitionBy,
  pgComposite,
  pgDomain,
  pgExtension,
  pgFunction,
  pgProcedure,
  pgTrigger,
  sqlObject,
} from "dwh-definitions";
import { item, itemType, rentalSession } from "../dwh/rental";

export const dmReport = pgSchema("DM_REPORT");

export const trigrams = pgExtension("pg_trgm", { schema: "public", comment: "Names that are alike" });

export const share = pgDomain(dmReport, "share", {
  type: "numeric(5,4)",
  checks: { share_between: sql`VALUE BETWEEN 0 AND 1` },
  comment: "A part of a whole",
});

export const span = pgComposite(dmReport, "span", { begins: "timestamp", ends: "timestamp" });

export const minutesLate = pgFunction(dmReport, "minutes_late", {
  args: { due: "timestamp", came: "timestamp" },
  returns: "integer",
  language: "sql",
  volatility: "immutable",
  atomic: sql`RETURN greatest(0, extract(epoch FROM came - due) / 60)::integer`,
  comment: "How late something came back",
});

export const rental = dmReport
  .view("rental", {
    sessionId: integer("session_id"),
    userId: integer("user_id"),
    itemName: varchar("item_name"),
    startTs: timestamp("start_ts"),
    minutesLate: integer("minutes_late"),
  })
  .with({ securityBarrier: true })
  .as(
    sql`SELECT ${rentalSession.apiId} AS session_id, ${rentalSession.userId}, ${itemType.name} AS item_name, ${rentalSession.startTs},
      ${minutesLate}(${rentalSession.endTs}, ${rentalSession.actualReturnTs}) AS minutes_late
    FROM ${rentalSession}
    JOIN ${item} ON ${item.apiId} = ${rentalSession.itemId} AND ${item.validToDt} IS NULL
    JOIN ${itemType} ON ${itemType.apiId} = ${item.typeId} AND ${itemType.validToDt} IS NULL
    WHERE ${rentalSession.validToDt} IS NULL`,
  );

export const itemPopularity = dmReport
  .materializedView("item_popularity", {
    itemName: varchar("item_name"),
    rentals: bigint({ mode: "number" }),
  })
  .as(sql`SELECT item_name, count(*) AS rentals FROM ${rental} GROUP BY item_name`);

export const itemPopularityKey = sqlObject({
  kind: "index",
  schema: dmReport,
  name: "item_popularity_key",
  create: sql`CREATE UNIQUE INDEX "item_popularity_key" ON ${itemPopularity} ("item_name")`,
});

export const rentalDay = dmReport.table(
  "rental_day",
  {
    day: date().notNull(),
    itemName: text("item_name").notNull(),
    rentals: integer().notNull(),
    lateShare: share.column("late_share"),
    busiest: span.column("busiest"),
    noted: timestamp().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.itemName] }),
    index().using("gin", t.itemName.op("public.gin_trgm_ops")),
    pgPolicy("past_days", { for: "select", using: sql`${t.day} <= current_date` }),
  ],
);

export const noteMoment = pgFunction(dmReport, "note_moment", {
  returns: "trigger",
  body: "BEGIN NEW.noted := now(); RETURN NEW; END",
});

export const noted = pgTrigger(rentalDay, "noted", { before: "update", execute: noteMoment });

export const countDay = pgProcedure(dmReport, "count_day", {
  args: { counted: "date" },
  body: () => sql`BEGIN
  DELETE FROM ${rentalDay} WHERE day = counted;
  INSERT INTO ${rentalDay} (day, item_name, rentals, late_share)
  SELECT counted, item_name, count(*), avg((minutes_late > 0)::integer) FROM ${rental}
  WHERE start_ts >= counted AND start_ts < counted + 1 GROUP BY item_name;
END`,
  comment: "Counts the rentals of a day anew",
});

annotate(rental, {
  comment: "Rentals as they are now",
  columns: {
    sessionId: { comment: "Identifier of the rental in the rental service" },
    userId: { comment: "Member who rents" },
    itemName: { comment: "What the thing is called in the catalogue" },
    startTs: { comment: "When the member received it" },
    minutesLate: { comment: "How late it came back" },
  },
});
annotate(itemPopularity, {
  comment: "How often things are rented",
  columns: {
    itemName: { comment: "What the thing is called in the catalogue" },
    rentals: { comment: "How often it was rented" },
  },
  refresh: "daily",
});
annotate(rentalDay, {
  comment: "Rentals of each day; dwh partitions makes the months",
  partitioned: partitionBy("range", rentalDay.day, { partitions: monthly() }),
  columns: {
    day: { comment: "The day on which they began" },
    itemName: { comment: "What the thing is called in the catalogue" },
    rentals: { comment: "How many there were" },
    lateShare: { comment: "Which part of them came back late" },
    busiest: { comment: "From when to when most were out" },
    noted: { comment: "When the row was counted" },
  },
});
