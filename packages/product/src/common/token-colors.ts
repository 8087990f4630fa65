// SPDX-License-Identifier: MIT

import type { ThemePalette } from './theme-palette';

export interface TokenColor {
    readonly scope: readonly string[];
    readonly settings: { readonly foreground?: string; readonly fontStyle?: string };
}

/** Returns the colors of source text by TextMate scope. Punctuation and operators keep the color of plain text. */
export function tokenColors(palette: ThemePalette): TokenColor[] {
    return [
        color(palette.comment, ['comment', 'punctuation.definition.comment', 'string.quoted.docstring'], 'italic'),
        color(palette.keyword, [
            ...['keyword', 'storage.type', 'storage.modifier', 'keyword.operator.new', 'keyword.operator.expression'],
            ...['keyword.operator.logical.python', 'variable.language', 'keyword.other.unit', 'constant.language']
        ]),
        color(palette.text, [
            ...['keyword.operator', 'meta.brace', 'storage.type.generic', 'punctuation.definition.tag.prisma'],
            ...['meta.template.expression', 'variable', 'source.groovy.embedded']
        ]),
        color(palette.string, ['string', 'markup.inline.raw', 'markup.fenced_code', 'entity.name.selector']),
        color(palette.regexp, ['string.regexp', 'constant.character.escape', 'constant.other.character-class']),
        color(palette.number, [
            ...['constant.numeric', 'constant.other.color', 'support.constant', 'variable.other.constant.property'],
            ...[
                'constant.other.caps',
                'variable.other.enummember',
                'constant.other.placeholder',
                'constant.character.enum'
            ]
        ]),
        color(palette.type, [
            ...['entity.name.type', 'entity.name.class', 'entity.name.namespace', 'entity.other.inherited-class'],
            ...['support.type', 'support.class', 'storage.type.java', 'storage.type.primitive', 'meta.type.annotation'],
            ...['entity.name.scope-resolution', 'entity.name.constant.rule-result', 'storage.type.built-in.primitive'],
            ...['variable.language.relations']
        ]),
        color(palette.function, [
            ...['entity.name.function', 'support.function', 'meta.function-call.generic', 'entity.name.command'],
            ...['variable.function', 'entity.name.operator.custom-literal']
        ]),
        color(palette.parameter, ['variable.parameter', 'meta.parameter', 'variable.other.readwrite.alias']),
        color(palette.tag, ['entity.name.tag', 'punctuation.definition.tag.begin', 'punctuation.definition.tag.end']),
        color(palette.number, ['entity.other.attribute-name', 'support.type.property-name.css']),
        color(palette.function, ['support.type.property-name.json', 'entity.name.tag.yaml']),
        color(palette.accent, ['markup.heading', 'entity.name.section', 'punctuation.definition.heading'], 'bold'),
        color(palette.accent, ['markup.underline.link', 'string.other.link', 'constant.other.reference.link']),
        { scope: ['markup.bold'], settings: { fontStyle: 'bold' } },
        { scope: ['markup.italic'], settings: { fontStyle: 'italic' } },
        { scope: ['markup.strikethrough'], settings: { fontStyle: 'strikethrough' } },
        color(palette.comment, ['markup.quote'], 'italic'),
        color(palette.added, ['markup.inserted']),
        color(palette.removed, ['markup.deleted']),
        color(palette.modified, ['markup.changed', 'meta.diff.header', 'meta.diff.range']),
        color(palette.error, ['invalid', 'invalid.illegal'])
    ];
}

function color(foreground: string, scope: string[], fontStyle?: string): TokenColor {
    return { scope, settings: fontStyle === undefined ? { foreground } : { foreground, fontStyle } };
}
