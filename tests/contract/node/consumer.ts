// What a program in TypeScript writes against the generated types; `tsc --strict` reads it in the tests.
import type { components, operations, paths } from "./api";

type Task = components["schemas"]["Task"];
type Page = paths["/api/tasks"]["get"]["responses"]["200"]["content"]["application/json"];
type Filters = NonNullable<operations["list_tasks"]["parameters"]["query"]>;
type NewTask = operations["create_task"]["requestBody"]["content"]["application/json"];
type Refusal = components["responses"]["Stale"]["content"]["application/problem+json"];

export const filters: Filters = { q: "is:open", status: ["doing", "review"], limit: 50 };

export const draft: NewTask = {
  project_id: "0193a1c5-7b6e-7f3a-9c41-5d2e8f60b7aa",
  title: "Bring the pallets to gate 4",
  priority: "high",
  fields: { severity: "critical", cost: 12.5 },
};

export function overdue(page: Page, now: Date): string[] {
  return page.items.filter((task) => isLate(task, now)).map((task) => `${task.key} ${task.status.name}`);
}

export function present(problem: Refusal): unknown {
  return problem.current?.["version"];
}

function isLate(task: Task, now: Date): boolean {
  return task.due_at !== null && task.status.category !== "done" && new Date(task.due_at) < now;
}

// @ts-expect-error: there is no such priority
export const wrong: NewTask = { project_id: "", title: "", priority: "highest" };
