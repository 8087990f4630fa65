// SPDX-License-Identifier: MIT

import type { IGrammar, ITokenizeLineResult, ITokenizeLineResult2, StateStack } from 'vscode-textmate';
import type { SlowLines } from './slow-lines';

/** Characters of the first part of a long line that is tried before the line. */
const FIRST_PART = 100;

/**
 * A grammar that leaves a line plain when its colors would take the window too long. The regular expressions of many
 * grammars take the square or the cube of a line's length, cannot be interrupted, and run in the window: 20,000 characters
 * `@` took BibTeX 26 s. So parts of a long line are tried first, each twice as long as the one before, up to one that is
 * slow. For other lines this takes twice the time.
 */
export class BoundedGrammar implements IGrammar {
    constructor(
        private readonly grammar: IGrammar,
        private readonly slowLines: SlowLines
    ) {}

    tokenizeLine(line: string, state: StateStack | null, timeLimit?: number): ITokenizeLineResult {
        return this.bounded(line, text => this.grammar.tokenizeLine(text, state, timeLimit));
    }

    tokenizeLine2(line: string, state: StateStack | null, timeLimit?: number): ITokenizeLineResult2 {
        return this.bounded(line, text => this.grammar.tokenizeLine2(text, state, timeLimit));
    }

    /** @param tokenize returns the tokens of a text. Those of an empty text are one token, which has any length */
    private bounded<T>(line: string, tokenize: (text: string) => T): T {
        if (this.slowLines.areTooMany || this.isSlowAtItsBeginning(line, tokenize)) {
            this.slowLines.noteOmission();
            return tokenize('');
        }
        return this.slowLines.measure(() => tokenize(line)).result;
    }

    private isSlowAtItsBeginning(line: string, tokenize: (text: string) => unknown): boolean {
        for (let length = FIRST_PART; length < line.length; length *= 2) {
            if (this.slowLines.measure(() => tokenize(line.slice(0, length))).isSlow) {
                return true;
            }
        }
        return false;
    }
}
