// SPDX-License-Identifier: MIT

/** The values of a mail, by the names that they have in the templates of Supabase Auth. */
export type MailValues = Readonly<Record<string, string>>;

const VALUE = /\{\{\s*\.(?<name>\w+)\s*\}\}/g;

/** Puts values into the text of a template. A name without a value becomes empty, as in Go. */
export function renderText(template: string, values: MailValues): string {
    return render(template, values, value => value);
}

/** Like {@link renderText}, for HTML: a value stays text, whatever characters it has. */
export function renderHtml(template: string, values: MailValues): string {
    return render(template, values, value =>
        value
            .replaceAll('&', '&amp;')
            .replaceAll('<', '&lt;')
            .replaceAll('>', '&gt;')
            .replaceAll('"', '&#34;')
            .replaceAll("'", '&#39;')
    );
}

function render(template: string, values: MailValues, escape: (value: string) => string): string {
    return template.replaceAll(VALUE, (_found, name: string) =>
        escape(Object.hasOwn(values, name) ? (values[name] ?? '') : '')
    );
}
