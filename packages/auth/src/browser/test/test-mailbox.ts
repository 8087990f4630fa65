// SPDX-License-Identifier: MIT

interface MailList {
    readonly messages: readonly { readonly ID: string; readonly To: readonly { readonly Address: string }[] }[];
}

/** Reads the newest mail to an address. @throws Error if there is none */
export async function newestMail(
    mailboxUrl: string,
    address: string
): Promise<{ readonly link: string; readonly code: string }> {
    const read = async <Content>(path: string): Promise<Content> =>
        (await fetch(`${mailboxUrl}/api/v1/${path}`)).json() as Promise<Content>;
    const { messages } = await read<MailList>('messages?limit=500');
    const mail = messages.find(({ To }) => To.some(({ Address }) => Address === address));
    if (mail === undefined) {
        throw new Error(`There is no mail to ${address}.`);
    }
    const { Text: text } = await read<{ Text: string }>(`message/${mail.ID}`);
    return { link: /^http\S+$/m.exec(text)?.[0] ?? '', code: /^\d{6}$/m.exec(text)?.[0] ?? '' };
}
