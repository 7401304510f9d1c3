import type { Artifact } from '#shared/model/artifact.ts'
import type { ProjectFile } from '../../project-files.ts'
import type { ProjectFacts } from './project-facts.ts'

/**
 * A runnable starting point that a person or another agent completes. Each file says that it is incomplete, and lists
 * the missing parts.
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

/** The note about missing parts, in files and results. Reviews find incomplete files by it. */
export const stillMissing = (missing: string): string => `Still missing: ${missing}`

/** A JavaScript literal that the text cannot close. */
export const literal = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c')

/** The usual file name, unless another deliverable uses it. */
export const freeName = (usual: string, other: string, made: readonly Artifact[]): string =>
  made.some(({ name }) => name === usual) ? other : usual

/** A single line, so that the text cannot start a heading, a list item or code. */
export const inline = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
