// SPDX-License-Identifier: MIT

import { firmLines } from './firm-lines';
import { changedRanges, hasOneDiff } from './line-runs';
import { TextLines, type LineRange } from './text-lines';

/** A text, and two texts that were made from it independently. */
export interface MergeRequest {
    readonly base: string;
    readonly mine: string;
    readonly theirs: string;
}

/** A change of theirs in a merged text. Lines are those of an editor. */
export interface IncomingChange {
    /** The lines of the merged text that come from theirs. */
    readonly merged: LineRange;
    /** The lines of mine in their place. */
    readonly mine: LineRange;
}

/** Lines that the two texts changed differently, as an editor counts them. */
export type MergeConflict = Readonly<Record<keyof MergeRequest, LineRange>>;

export type MergeResult =
    | { readonly kind: 'merged'; readonly text: string; readonly incoming: readonly IncomingChange[] }
    | { readonly kind: 'conflict'; readonly conflicts: readonly MergeConflict[] };

type Texts = Readonly<Record<keyof MergeRequest, TextLines>>;

/** What is between two lines that both texts keep. */
type Section = Readonly<Record<keyof MergeRequest, LineRange>>;

/**
 * Merges the changes of two texts line by line. Changes that touch each other are a conflict, unless both texts are the
 * same there. It merges no text that `git merge-file` calls a conflict: if repeated lines leave open which lines changed,
 * it answers with a conflict, too. A merged text keeps every character of the lines that it takes, with their endings.
 */
export function mergeTexts({ base, mine, theirs }: MergeRequest): MergeResult {
    if (mine === theirs || theirs === base) {
        return { kind: 'merged', text: mine, incoming: [] };
    }
    const ids = new Map<string, number>();
    const texts = {
        base: new TextLines(base, ids),
        mine: new TextLines(mine, ids),
        theirs: new TextLines(theirs, ids)
    };
    const replacements: { mine: LineRange; theirs: LineRange }[] = [];
    const conflicts: MergeConflict[] = [];
    for (const section of sectionsOf(texts)) {
        const [before, my, their] = [
            texts.base.idsIn(section.base),
            texts.mine.idsIn(section.mine),
            texts.theirs.idsIn(section.theirs)
        ];
        if (isSame(my, before)) {
            replacements.push(...replacementsIn(section, my, their));
        } else if (!isSame(their, before) && !isSameChange(before, my, their)) {
            conflicts.push(inEditors(section, texts));
        }
    }
    return conflicts.length > 0 ? { kind: 'conflict', conflicts } : applied(replacements, texts);
}

/** Returns what is between the lines that are firm for both texts. */
function sectionsOf({ base, mine, theirs }: Texts): Section[] {
    const inMine = firmLines(base.ids, mine.ids);
    const inTheirs = firmLines(base.ids, theirs.ids);
    const sections: Section[] = [];
    let next = { base: 0, mine: 0, theirs: 0 };
    for (let line = 0; line <= base.ids.length; line++) {
        const isEnd = line === base.ids.length;
        const my = isEnd ? mine.ids.length : (inMine[line] ?? -1);
        const their = isEnd ? theirs.ids.length : (inTheirs[line] ?? -1);
        if (my >= 0 && their >= 0) {
            if (line > next.base || my > next.mine || their > next.theirs) {
                sections.push({
                    base: { start: next.base, end: line },
                    mine: { start: next.mine, end: my },
                    theirs: { start: next.theirs, end: their }
                });
            }
            next = { base: line + 1, mine: my + 1, theirs: their + 1 };
        }
    }
    return sections;
}

/** Returns the parts of a section that theirs changed, and mine did not. */
function replacementsIn(
    { mine, theirs }: Section,
    my: readonly number[],
    their: readonly number[]
): { mine: LineRange; theirs: LineRange }[] {
    return changedRanges(my, their).map(({ base, side }) => ({
        mine: { start: mine.start + base.start, end: mine.start + base.end },
        theirs: { start: theirs.start + side.start, end: theirs.start + side.end }
    }));
}

/** Returns my text with replacements from theirs. */
function applied(
    replacements: readonly { readonly mine: LineRange; readonly theirs: LineRange }[],
    { mine, theirs }: Texts
): MergeResult {
    const parts: string[] = [];
    const ranges: IncomingChange[] = [];
    let next = 0;
    let length = 0;
    for (const replacement of replacements) {
        parts.push(mine.text({ start: next, end: replacement.mine.start }), theirs.text(replacement.theirs));
        length += replacement.mine.start - next;
        const end = length + replacement.theirs.end - replacement.theirs.start;
        ranges.push({ merged: { start: length, end }, mine: replacement.mine });
        length = end;
        next = replacement.mine.end;
    }
    const text = [...parts, mine.text({ start: next, end: mine.ids.length })].join('');
    const lines = new TextLines(text, new Map());
    const incoming = ranges.map(range => ({ merged: lines.inEditor(range.merged), mine: mine.inEditor(range.mine) }));
    return { kind: 'merged', text, incoming };
}

function inEditors(section: Section, { base, mine, theirs }: Texts): MergeConflict {
    return {
        base: base.inEditor(section.base),
        mine: mine.inEditor(section.mine),
        theirs: theirs.inEditor(section.theirs)
    };
}

/** Git calls the same change of both a conflict if it finds different diffs for the two. */
function isSameChange(before: readonly number[], my: readonly number[], their: readonly number[]): boolean {
    return isSame(my, their) && hasOneDiff(before, my);
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
    return one.length === other.length && one.every((id, index) => id === other[index]);
}
