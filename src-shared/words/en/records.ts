/** Names of records, such as the subject of "Run run_1 does not exist." */
export const records = {
  agent: (id: string) => `Agent ${id}`,
  decision: (number: number, runId: string) => `Decision ${number} of run ${runId}`,
  file: (id: string) => `File ${id}`,
  fileOfTask: (name: string, taskKey: string) => `File ${name} of task ${taskKey}`,
  logEntry: (seq: number) => `Log entry ${seq}`,
  logLine: (seq: number, line: number) => `Log line ${seq}.${line}`,
  memoryEntry: (id: string) => `Memory entry ${id}`,
  plan: (id: string) => `Plan ${id}`,
  run: (id: string) => `Run ${id}`,
  sample: (id: string) => `Sample ${id}`,
  task: (key: string) => `Task ${key}`,
  template: (id: string) => `Template ${id}`,
}
