import { z } from 'zod'
import { format } from '#shared/model/format.ts'

const noNul = (text: string): boolean => !text.includes('\0')
export const argumentSchema = z.string().max(100_000).refine(noNul, format('noNul'))

/**
 * A bare name is resolved through PATH. Relative paths are rejected because an earlier task could have left `./tool`
 * in the workspace.
 */
export const programSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine(noNul, format('noNul'))
  .refine((program) => !/[\\/]/.test(program) || /^(?:\/|[a-zA-Z]:[\\/])/.test(program), format('program'))

/**
 * `SWITCHYARD_` variables are reserved for Switchyard's settings and for what it passes to programs. Agents can
 * neither set nor read them.
 */
export const variableSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, format('variable'))
  .refine((name) => !/^SWITCHYARD_/i.test(name), format('ownVariable'))

const folderSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) => noNul(path) && !/^(?:[\\/]|[a-zA-Z]:)/.test(path) && !path.split(/[\\/]/).includes('..'),
    format('workspaceFolder'),
  )

/**
 * Restricts the program to its folders if the system supports it; otherwise a person must approve each attempt.
 * Absent: the program has all permissions of the user who runs Switchyard.
 */
export const sandboxSchema = z.strictObject({ network: z.boolean().default(false) })
export type SandboxConfig = z.infer<typeof sandboxSchema>

/** Fields shared by all agents that are programs. */
export const programFields = {
  /** Program and arguments. */
  command: z
    .tuple([programSchema], argumentSchema)
    .refine((all) => all.length <= 256, format('commandParts')),
  env: z.record(variableSchema, z.string().max(100_000).refine(noNul, format('noNul'))).default({}),
  /** Variables of Switchyard's own environment to pass to the program. */
  passEnv: z.array(variableSchema).max(100).default([]),
  /** Maximum duration of an attempt in milliseconds. At most one day, because timers overflow at 24 days. */
  timeoutMs: z.int().min(1).max(86_400_000).optional(),
  sandbox: sandboxSchema.optional(),
}

/** Configuration of an agent of kind `command`: a program with arguments, run without a shell. */
export const commandConfigSchema = z.strictObject({
  /** Arguments may contain `{task.title}` and the other `placeholders`. */
  ...programFields,
  /** Working folder: the run's workspace, or the project's own folder if set explicitly. */
  in: z.enum(['workspace', 'project']).default('workspace'),
  /** An existing subfolder of the working folder. */
  cwd: folderSchema.optional(),
  /** Standard input: the task as a JSON document, as text, or nothing. */
  input: z.enum(['json', 'text', 'none']).default('json'),
  /** `jsonl`: JSON lines with a known `type` are signals (`agents/command/protocol.ts`). */
  output: z.enum(['text', 'jsonl']).default('text'),
  /**
   * Memory limit in bytes for the program and its children together. Checked twice a second, on Linux only. Absent: no
   * limit.
   */
  maxMemoryBytes: z.int().min(16_777_216).optional(),
  /**
   * Maximum number of processes, including children. Threads count too if a control group enforces the limit
   * (`agents/process/groups.ts`).
   */
  maxProcesses: z.int().min(1).max(10_000).default(512),
  /** Maximum size of stored output and files, in bytes. */
  maxOutputBytes: z.int().min(1024).max(10_000_000).default(1_000_000),
  successCodes: z.array(z.int().min(0).max(255)).min(1).max(256).default([0]),
})
export type CommandConfig = z.infer<typeof commandConfigSchema>

export const placeholders = ['task.title', 'task.description', 'workspace', 'attemptId'] as const
export type Placeholder = (typeof placeholders)[number]

/**
 * Fills the placeholders within each argument, in a single pass: a title with `{workspace}`, a quote or a line break
 * stays plain text. A placeholder without a value stays unchanged.
 */
export const fillArguments = (
  args: readonly string[],
  values: Readonly<Partial<Record<Placeholder, string>>>,
): string[] =>
  args.map((each) =>
    each.replace(/\{(task\.title|task\.description|workspace|attemptId)\}/g, (place, name: Placeholder) => {
      return values[name] ?? place
    }),
  )
