import type { Artifact } from '#shared/model/artifact.ts'
import type { ProjectFile } from '../../project-files.ts'
import type { ProjectFacts } from './project-facts.ts'

/**
 * A beginning that runs as it is: a person or another agent goes on from it. It says of itself that it is a scaffold, and
 * what is still missing.
 */
export interface Scaffold {
  readonly files: readonly Artifact[]
  /** The working parts. */
  readonly works: string
  /** The missing parts. */
  readonly missing: string
}

/** The input of a scaffold. */
export interface Brief {
  readonly subject: string
  readonly goal: string
  /** The newest version of each file of earlier tasks. */
  readonly made: readonly Artifact[]
  readonly facts: ProjectFacts
  /** Files of the project folder; empty without one. */
  readonly files: readonly ProjectFile[]
}

export type Make = (brief: Brief) => Scaffold

/** A text as a JavaScript literal that no other text can end. */
export const literal = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c')

/** The name that such a file usually has, unless another deliverable took it. */
export const freeName = (usual: string, other: string, made: readonly Artifact[]): string =>
  made.some(({ name }) => name === usual) ? other : usual

/** On one line: nothing of it may look like a heading, an entry or code of its own. */
export const inline = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
