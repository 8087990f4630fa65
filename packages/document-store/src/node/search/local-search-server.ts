// SPDX-License-Identifier: MIT

import { FileUri } from '@theia/core/lib/common/file-uri';
import { escapeRegExpCharacters } from '@theia/core/lib/common/strings';
import { injectable } from '@theia/core/shared/inversify';
import type {
    SearchInWorkspaceClient,
    SearchInWorkspaceOptions,
    SearchInWorkspaceResult
} from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { RipgrepSearchInWorkspaceServer } from '@theia/search-in-workspace/lib/node/ripgrep-search-in-workspace-server';
import { readFile } from 'node:fs/promises';
import { inEditorLines } from './editor-lines';
import { patternProblemIn } from './pattern-problem-in';

/** The characters of an error that are read: it is at the beginning. */
const MOST_ERROR_CHARACTERS = 10_000;

/** The part of a searching process that is needed here. */
interface SearchProcess {
    readonly errorStream: NodeJS.ReadableStream;
    onClose(listener: () => void): unknown;
}

/** A running search. */
interface LocalSearch {
    /** What the client is told, one after the other. */
    told: Promise<void>;
    /** Returns what is wrong with the pattern, when the program has ended. */
    readonly problem: () => Promise<string | undefined>;
}

/**
 * The search in local folders. Theia takes the lines of the searching program for those of an editor, and does not read
 * why it did not search.
 */
@injectable()
export class LocalSearchServer extends RipgrepSearchInWorkspaceServer {
    private readonly searches = new Map<number, LocalSearch>();

    override setClient(client: SearchInWorkspaceClient | undefined): void {
        super.setClient(client === undefined ? undefined : this.corrected(client));
    }

    override async search(what: string, rootUris: string[], options: SearchInWorkspaceOptions = {}): Promise<number> {
        // Lines of an editor are compared without what ends them.
        const isOverLines = options.useRegExp !== true && what.includes('\n');
        const id = isOverLines
            ? await super.search(patternFor(what), rootUris, { ...options, useRegExp: true })
            : await super.search(what, rootUris, options);
        const process = this['ongoingSearches'].get(id);
        if (process !== undefined) {
            this.searches.set(id, { told: Promise.resolve(), problem: problemOf(process) });
        }
        return id;
    }

    /** Theia finds whole words by a regular expression of its own, but not those of another one. */
    protected override getArgs(options?: SearchInWorkspaceOptions): string[] {
        const isOfWords = options?.useRegExp === true && options.matchWholeWord === true;
        return [...(isOfWords ? ['--word-regexp'] : []), ...super.getArgs(options)];
    }

    override async cancel(searchId: number): Promise<void> {
        this.searches.delete(searchId);
        await super.cancel(searchId);
    }

    private corrected(client: SearchInWorkspaceClient): SearchInWorkspaceClient {
        return {
            onResult: (id, result) => this.tell(id, async () => client.onResult(id, await withEditorLines(result))),
            onDone: (id, error) => {
                const problem = this.searches.get(id)?.problem;
                this.tell(id, async () => client.onDone(id, error ?? (await problem?.())));
                this.searches.delete(id);
            }
        };
    }

    private tell(id: number, tell: () => Promise<void>): void {
        const search = this.searches.get(id);
        const told = (search?.told ?? Promise.resolve())
            .then(tell)
            .catch((error: unknown) => void this.logger.error('A search result was lost.', error));
        if (search !== undefined) {
            search.told = told;
        }
    }
}

/** Returns the regular expression for a text over several lines, whatever ends these. */
function patternFor(text: string): string {
    return escapeRegExpCharacters(text).replaceAll('\n', String.raw`\r?\n`);
}

function problemOf(process: SearchProcess): LocalSearch['problem'] {
    let said = '';
    process.errorStream.on('data', (chunk: Buffer) => {
        if (said.length < MOST_ERROR_CHARACTERS) {
            said += chunk.toString();
        }
    });
    const closed = new Promise<void>(resolve => process.onClose(() => resolve()));
    return async () => {
        await closed;
        return patternProblemIn(said);
    };
}

async function withEditorLines(result: SearchInWorkspaceResult): Promise<SearchInWorkspaceResult> {
    try {
        const text = textOf(await readFile(FileUri.fsPath(result.fileUri)));
        return { ...result, matches: inEditorLines(result.matches, text) };
    } catch {
        // The file is gone. Opening it says so.
        return result;
    }
}

/** Decodes the bytes of a file as the searching program does: by its byte order mark. */
function textOf(bytes: Buffer): string {
    const [first, second] = bytes;
    const isLittle = first === 0xff && second === 0xfe;
    const isBig = first === 0xfe && second === 0xff;
    return new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8').decode(bytes);
}
