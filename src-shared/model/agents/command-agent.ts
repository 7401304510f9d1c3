import { z } from 'zod'

const noNul = (text: string): boolean => !text.includes('\0')
export const argumentSchema = z.string().max(100_000).refine(noNul, 'an argument holds no NUL character')

/** A bare name is looked up in PATH. `./tool` would be whatever an earlier task left in the workspace. */
export const programSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine(noNul, 'a program holds no NUL character')
  .refine(
    (program) => !/[\\/]/.test(program) || /^(?:\/|[a-zA-Z]:[\\/])/.test(program),
    'a program is a name on the PATH, such as node, or an absolute path',
  )

/** Ours are for what Switchyard itself tells a program, and for its own settings: no agent sets or sees those. */
export const variableSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, 'a variable is letters, digits and _, such as API_URL')
  .refine((name) => !/^SWITCHYARD_/i.test(name), "SWITCHYARD_ variables are Switchyard's own")

const folderSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) => noNul(path) && !/^(?:[\\/]|[a-zA-Z]:)/.test(path) && !path.split(/[\\/]/).includes('..'),
    'a folder is named from the workspace, without ..',
  )

/**
 * Kept in its folders, where the system can do that; where it cannot, a person is asked each time. Absent: the program may do
 * what whoever runs Switchyard may.
 */
export const sandboxSchema = z.strictObject({ network: z.boolean().default(false) })
export type SandboxConfig = z.infer<typeof sandboxSchema>

/** The fields of every agent that is a program. */
export const programFields = {
  /** The program, then its arguments. */
  command: z.tuple([programSchema], argumentSchema).refine((all) => all.length <= 256, 'at most 256 parts'),
  env: z.record(variableSchema, z.string().max(100_000).refine(noNul, 'a value holds no NUL')).default({}),
  /** Variables of Switchyard's own environment that it gets as well. */
  passEnv: z.array(variableSchema).max(100).default([]),
  /** Wall clock of an attempt; a day at most, as timers overflow at 24 days. */
  timeoutMs: z.int().min(1).max(86_400_000).optional(),
  sandbox: sandboxSchema.optional(),
}

/** The configuration of an agent of kind `command`: a program with arguments, without a shell. */
export const commandConfigSchema = z.strictObject({
  /** In the arguments `{task.title}` and the others of `placeholders` are filled in. */
  ...programFields,
  /** Where it works: in the folder of its run, or, only if this says so, in the project's own. */
  in: z.enum(['workspace', 'project']).default('workspace'),
  /** A folder in there that exists. */
  cwd: folderSchema.optional(),
  /** The standard input: the task as one JSON document, as text, or nothing. */
  input: z.enum(['json', 'text', 'none']).default('json'),
  /** `jsonl`: lines that are JSON objects with a known `type` are signals (`agents/command/protocol.ts`). */
  output: z.enum(['text', 'jsonl']).default('text'),
  /** The limit for the program and its children together; checked twice a second, on Linux only. Absent: no limit. */
  maxMemoryBytes: z.int().min(16_777_216).optional(),
  /** It and all that it started; threads count as well where a control group enforces it (`agents/process/groups.ts`). */
  maxProcesses: z.int().min(1).max(10_000).default(512),
  /** The limit for kept output and files. */
  maxOutputBytes: z.int().min(1024).max(10_000_000).default(1_000_000),
  successCodes: z.array(z.int().min(0).max(255)).min(1).max(256).default([0]),
})
export type CommandConfig = z.infer<typeof commandConfigSchema>

export const placeholders = ['task.title', 'task.description', 'workspace', 'attemptId'] as const
export type Placeholder = (typeof placeholders)[number]

/**
 * Fills the placeholders, each within its argument and in one pass: a title with `{workspace}`, a quote or a line
 * break stays plain text. A placeholder without a value stays.
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
