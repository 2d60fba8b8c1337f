package io.outrider.spl;

import io.outrider.spl.Command.AddTotals;
import io.outrider.spl.Command.Extract;
import io.outrider.spl.Command.FillNull;
import io.outrider.spl.Command.FromJson;
import io.outrider.spl.Command.MakeMv;
import io.outrider.spl.Command.MvExpand;
import io.outrider.spl.Command.XmlKv;

/** Builds the commands that are options and fields and nothing else. */
final class FieldCommandParser {

    private final Arguments arguments;
    private final String name;

    /** @param name of the command, in small letters */
    FieldCommandParser(Arguments arguments, String name) {
        this.arguments = arguments;
        this.name = name;
    }

    Command parse(Position position) {
        switch (name) {
            case "fillnull": // Example: fillnull value=0 a, b
                arguments.end(name);
                return new FillNull(position, arguments.options(), arguments.fields());
            case "addtotals": // Example: addtotals fieldname=Score, a, b
                arguments.end(name);
                return new AddTotals(position, arguments.options(), arguments.fields());
            case "mvexpand": // Example: mvexpand limit=10 user
                return new MvExpand(position, arguments.options(), arguments.field(name));
            case "makemv": // Example: makemv delim="," user
                return new MakeMv(position, arguments.options(), arguments.field(name));
            case "fromjson": // Example: fromjson Data prefix=x
                return new FromJson(position, arguments.field(name), arguments.options());
            case "xmlkv": // Example: xmlkv Message
                arguments.noOptions(name);
                return new XmlKv(position, arguments.fieldOrNull(name));
            case "extract", "kv": // Example: extract pairdelim=";" kvdelim=":"
                arguments.noFields(name);
                return new Extract(position, arguments.options());
            default:
                throw new IllegalArgumentException("expected a command of options and fields, but found " + name);
        }
    }
}
