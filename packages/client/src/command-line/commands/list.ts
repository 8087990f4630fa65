// SPDX-License-Identifier: MIT

import { type CommonOptions, openSession } from '../session';

export interface ListOptions extends CommonOptions {
    readonly trash?: boolean;
    readonly language?: string;
    readonly mine?: boolean;
}

/** Lists documents, newest change first. @param query text that the name contains */
export async function list(query: string | undefined, options: ListOptions): Promise<void> {
    const { client, output } = await openSession(options);
    const documents = await client.documents
        .list({
            q: query,
            language_id: options.language,
            include_shared: options.mine === true ? false : undefined,
            state: options.trash === true ? 'trashed' : undefined
        })
        .toArray();
    output.result(documents, () => output.documents(documents));
}
