// SPDX-License-Identifier: MIT

import {
    type CloudDocument,
    type FoundDocument,
    MAX_MATCHES_PER_DOCUMENT,
    searchTextProblem,
    type TextMatch
} from '@sanyam/types';
import type { SanyamClient } from '../../client/sanyam-client';
import { EXIT, given, missingFolder, usageError } from '../command-error';
import { parseFolder } from '../document-path';
import { otherOwner } from '../owner';
import { pathOf } from '../path-of';
import { type CommonOptions, openSession } from '../session';
import { shownName, shownText } from '../shown-line';

/** Characters that the cloud answers of a long line, from 40 before the match, if the line has so many. */
const CUT_LENGTH = 250;

export interface GrepOptions extends CommonOptions {
    readonly ignoreCase?: boolean;
    readonly wordRegexp?: boolean;
    readonly filesWithMatches?: boolean;
    readonly language?: string;
    readonly mine?: boolean;
}

/**
 * Writes the lines of documents that contain a text, as grep does: the path of the document, the number of the line and
 * the line. Without a match, the exit code is 1. Names do not count: “sanyam ls” finds them.
 *
 * @param text the text to find. It is no pattern
 * @param folder the path of a folder of the caller; without it, all documents are searched, also shared ones
 * @throws CommandError for a text that nobody can search for, and for a folder that does not exist
 */
export async function grep(text: string, folder: string | undefined, options: GrepOptions): Promise<void> {
    const problem = searchTextProblem(text);
    if (problem !== undefined) {
        throw usageError(problem);
    }
    const path = folder === undefined ? undefined : parseFolder(given(folder, 'folder'));
    const { client, output } = await openSession(options);
    const showsPaths = options.filesWithMatches === true;
    let count = 0;
    // JSON is one value. Lines are written as they come, and not kept.
    const kept: FoundDocument[] = [];
    const search = client.documents.search({
        q: text,
        folder: path,
        language_id: options.language,
        include_shared: options.mine === true ? false : undefined,
        match_case: options.ignoreCase !== true,
        whole_word: options.wordRegexp,
        matches_per_document: showsPaths ? 1 : MAX_MATCHES_PER_DOCUMENT
    });
    for await (const item of search) {
        if (item.matches.length === 0) {
            continue;
        }
        count++;
        if (options.json === true) {
            kept.push(item);
        } else {
            output.text(showsPaths ? `${shownPath(item.document)}\n` : linesOf(item));
            if (item.has_more_matches && !showsPaths) {
                output.say(`Warning: ${shownPath(item.document)} has more matches than the ones shown.`);
            }
        }
    }
    if (count === 0) {
        await requireFolder(client, path);
    }
    output.result(kept, () => undefined);
    if (count === 0) {
        process.exitCode = EXIT.failure;
    }
}

/** Returns the matching lines of a document, each with the path and the number of the line. */
function linesOf({ document, matches }: FoundDocument): string {
    const path = shownPath(document);
    return matches
        .filter(({ line_number }, index) => line_number !== matches[index - 1]?.line_number)
        .map(match => `${path}:${match.line_number}:${shownLine(match)}\n`)
        .join('');
}

/** Returns a line with `…` in place of each end that the cloud has cut off. */
function shownLine({ line, line_column, is_cut }: TextMatch): string {
    const isStartCut = line_column > 1;
    const isEndCut = is_cut && (!isStartCut || Array.from(line).length >= CUT_LENGTH);
    return `${isStartCut ? '…' : ''}${shownText(line)}${isEndCut ? '…' : ''}`;
}

/** Returns the path of a document as the other commands accept it. */
function shownPath(document: CloudDocument): string {
    const owner = otherOwner(document);
    return owner === undefined ? shownName(pathOf(document)) : `${owner}/${shownName(document.name)}`;
}

/** @throws CommandError for a folder that does not exist: nothing can be found there */
async function requireFolder(client: SanyamClient, folder: string | undefined): Promise<void> {
    if (folder === undefined || folder === '') {
        return;
    }
    const { data } = await client.documents.list({ folder, below: true }).page({ limit: 1 });
    if (data.length === 0) {
        throw missingFolder(folder);
    }
}
