// SPDX-License-Identifier: MIT

import type { languages } from '@theia/monaco-editor-core';
import type { SyntaxFamily } from '../common/language-table';

type Comments = languages.CommentRule;

const curly: languages.CharacterPair = ['{', '}'];
const square: languages.CharacterPair = ['[', ']'];
const round: languages.CharacterPair = ['(', ')'];
const allBrackets = [curly, square, round];

/** Pairs that close themselves while typing; quotes not inside strings and comments, where they are apostrophes. */
function pairs(brackets: languages.CharacterPair[], quotes: string[]): languages.LanguageConfiguration {
    return {
        brackets,
        autoClosingPairs: [
            ...brackets.map(([open, close]) => ({ open, close })),
            ...quotes.map(quote => ({ open: quote, close: quote, notIn: ['string', 'comment'] }))
        ],
        surroundingPairs: [...brackets, ...quotes.map((quote): languages.CharacterPair => [quote, quote])].map(
            ([open, close]) => ({ open, close })
        )
    };
}

/** A language whose blocks stand between braces: indented after one opens, outdented where it closes. */
function braced(comments: Comments, quotes = ['"', "'", '`']): languages.LanguageConfiguration {
    return {
        ...pairs(allBrackets, quotes),
        comments,
        indentationRules: {
            increaseIndentPattern: /[{([][^})\]"'`]*$/,
            decreaseIndentPattern: /^\s*[})\]]/
        }
    };
}

/** A language without block brackets: new lines keep the indentation of the line before. */
function plain(comments: Comments, quotes = ['"', "'"]): languages.LanguageConfiguration {
    return { ...pairs(allBrackets, quotes), comments };
}

const slashes: Comments = { lineComment: '//', blockComment: ['/*', '*/'] };
const tags: Comments = { blockComment: ['<!--', '-->'] };
const angle: languages.CharacterPair = ['<', '>'];

/** Continues `/** … ` comments with ` * ` on the next line, as every editor for these languages does. */
const documentationComments: languages.OnEnterRule[] = [
    {
        beforeText: /^\s*\/\*\*(?!\/)([^*]|\*(?!\/))*$/,
        afterText: /^\s*\*\/$/,
        // 2 is IndentOutdent; the enumeration itself would load Monaco where only data is wanted.
        action: { indentAction: 2, appendText: ' * ' }
    },
    { beforeText: /^\s*\/\*\*(?!\/)([^*]|\*(?!\/))*$/, action: { indentAction: 0, appendText: ' * ' } },
    { beforeText: /^(\t|[ ])*[ ]\*([ ]([^*]|\*(?!\/))*)?$/, action: { indentAction: 0, appendText: '* ' } },
    { beforeText: /^(\t|[ ])*[ ]\*\/\s*$/, action: { indentAction: 0, removeText: 1 } }
];

/** What the editor needs to know of each family to comment, pair and indent. */
export const SYNTAX_FAMILIES: Readonly<Record<SyntaxFamily, languages.LanguageConfiguration>> = {
    braces: { ...braced(slashes), onEnterRules: documentationComments },
    'hash-braces': braced({ lineComment: '#' }),
    hash: plain({ lineComment: '#' }),
    dash: plain({ lineComment: '--', blockComment: ['/*', '*/'] }),
    percent: plain({ lineComment: '%' }, ['"']),
    json: braced(slashes, ['"']),
    css: { ...braced({ blockComment: ['/*', '*/'] }, ['"', "'"]), wordPattern: /(#?-?\d*\.\d\w*%?)|[@#!.:]?[\w-?]+%?/ },
    lisp: plain({ lineComment: ';' }, ['"']),
    markup: {
        ...pairs([...allBrackets, angle], ['"', "'"]),
        brackets: [['<!--', '-->'], curly, round],
        comments: tags
    },
    markdown: {
        ...pairs(allBrackets, ['`']),
        comments: tags,
        surroundingPairs: [...allBrackets, ...['*', '_', '`', '~', '"'].map(mark => [mark, mark])].map(
            ([open, close]) => ({ open: open ?? '', close: close ?? '' })
        ),
        onEnterRules: [
            { beforeText: /^\s*[-*+]\s+\[[ xX]\]\s+\S/, action: { indentAction: 0, appendText: '- [ ] ' } },
            { beforeText: /^\s*-\s+\S/, action: { indentAction: 0, appendText: '- ' } },
            { beforeText: /^\s*\*\s+\S/, action: { indentAction: 0, appendText: '* ' } },
            { beforeText: /^\s*>\s+\S/, action: { indentAction: 0, appendText: '> ' } }
        ]
    },
    indented: {
        ...plain({ lineComment: '#' }),
        onEnterRules: [{ beforeText: /^\s*[^#]*:\s*(#.*)?$/, action: { indentAction: 1 } }],
        folding: { offSide: true }
    }
};
