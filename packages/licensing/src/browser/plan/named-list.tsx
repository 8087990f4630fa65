// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';

interface Named {
    readonly id: string;
    readonly name: string;
    readonly folder?: string;
    readonly prefix?: string;
}

interface NamedListProperties {
    readonly id: string;
    readonly title: string;
    readonly hint?: string;
    readonly list: { readonly count: number; readonly items: readonly Named[] };
}

/** A list of documents or keys by name. It says how many more there are. */
export function NamedList({ id, title, hint, list }: NamedListProperties): React.ReactElement {
    const more = list.count - list.items.length;
    return (
        <div className="sanyam-named" role="group" aria-labelledby={id}>
            <h3 id={id}>{title}</h3>
            <ul>
                {list.items.map(item => (
                    <li key={item.id}>
                        {pathOf(item)}
                        {item.prefix !== undefined && <code> sanyam_{item.prefix}_…</code>}
                    </li>
                ))}
                {more > 0 && <li>{nls.localize('sanyam/plan/more', 'and {0} more', more)}</li>}
            </ul>
            {hint !== undefined && <p className="sanyam-page-hint">{hint}</p>}
        </div>
    );
}

function pathOf({ name, folder }: Named): string {
    return withVisibleCharacters(folder === undefined || folder === '' ? name : `${folder}/${name}`);
}
