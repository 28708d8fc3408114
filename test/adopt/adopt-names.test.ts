import { describe, expect, it } from "vitest";
import { compressNames, patternText } from "../../scripts/adopt/roles/compress.ts";
import { templateOfName } from "../../scripts/adopt/roles/template-names.ts";

const ALLOWED = { env: ["test", "prod", "pre_prod"], region: ["eu", "us"] };

describe("deploy variables are put back into names", () => {
  const inTest = (name: string) => templateOfName(name, { env: "test", region: "eu" }, ALLOWED);

  it.each([
    ["test_analyst", "${env}_analyst", "own"],
    ["test", "${env}", "own"],
    ["dwh_test_eu_reader", "dwh_${env}_${region}_reader", "own"],
    ["testing_analyst", "testing_analyst", "shared"],
    ["latest", "latest", "shared"],
    ["alice", "alice", "shared"],
    ["test_to_test", "${env}_to_test", "own"],
    ["a${env}", "a$${env}", "shared"],
    ["test_${x}", "${env}_$${x}", "own"],
  ])("%s", (name, template, whose) => {
    expect(inTest(name)).toEqual({ template, whose });
  });

  it("of another environment are names with its value first", () => {
    expect(inTest("prod_analyst").whose).toBe("other");
    expect(inTest("pre_prod_analyst").whose).toBe("other");
    expect(inTest("test_us_analyst").whose).toBe("other");
    expect(inTest("test_prod_sync")).toEqual({ template: "${env}_prod_sync", whose: "own" });
  });

  it("the longer of two values that begin alike counts", () => {
    expect(templateOfName("pre_prod_x", { env: "pre_prod" }, ALLOWED)).toEqual({
      template: "${env}_x",
      whose: "own",
    });
  });
});

describe("names become patterns", () => {
  const UNIVERSE = ["DM_A", "DM_B", "DM_C", "ODS_A", "ODS_B", "STG_A", "STG_A_B", "STG_A_C"];

  it.each([
    [["DM_A", "DM_B", "DM_C"], ["DM_*"]],
    [
      ["DM_A", "DM_B"],
      ["DM_A", "DM_B"],
    ],
    [["DM_A", "ODS_A", "STG_A"], ["*_A"]],
    [["STG_A_B", "STG_A_C"], ["STG_A_*"]],
    [["STG_A"], ["STG_A"]],
    [
      ["ODS_A", "ODS_B", "STG_A_C"],
      ["ODS_*", "STG_A_C"],
    ],
    [UNIVERSE, ["*"]],
  ])("%j", (wanted, patterns) => {
    expect(compressNames(wanted, UNIVERSE)).toEqual({ patterns, except: [] });
  });

  it("all but one are said by the one", () => {
    const wanted = UNIVERSE.filter((name) => name !== "STG_A");
    expect(compressNames(wanted, UNIVERSE, { withExcept: true })).toEqual({
      patterns: ["*"],
      except: ["STG_A"],
    });
  });

  it("what nothing comes of may be named", () => {
    const may = (name: string) => name === "DM_C";
    expect(compressNames(["DM_A", "DM_B"], UNIVERSE, { may }).patterns).toEqual(["DM_*"]);
  });

  it("patterns do not meet where each name may be named once", () => {
    const wanted = ["DM_A", "DM_B", "DM_C", "ODS_A", "STG_A"];
    expect(compressNames(wanted, UNIVERSE, { disjoint: true }).patterns).toEqual(["DM_*", "ODS_A", "STG_A"]);
  });

  it("dots and quotes are quoted", () => {
    expect(patternText("geo.v2")).toBe('"geo.v2"');
    expect(patternText("geo.v2_*")).toBe('"geo.v2_*"');
    expect(patternText('a"b')).toBe('"a""b"');
    expect(patternText("DM_*")).toBe("DM_*");
  });
});
